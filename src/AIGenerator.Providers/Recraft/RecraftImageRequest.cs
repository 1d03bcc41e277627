using System.Globalization;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Recraft;

/// <summary>Writes the order for the call that serves it. The model is always named: the vendor's default moves on, and with it the price.</summary>
internal static class RecraftImageRequest
{
    // Of version 3, for variations that keep their source's ratio; other models take ratios as well.
    private static readonly string[] Sizes =
    [
        "1024x1024", "1365x1024", "1024x1365", "1536x1024", "1024x1536", "1820x1024", "1024x1820", "2048x1024", "1024x2048", "1434x1024", "1024x1434",
        "1280x1024", "1024x1280", "1707x1024", "1024x1707",
    ];

    public static HttpRequestMessage Of(ImageOrder order, RecraftOptions options)
    {
        var call = RecraftCall.For(order);
        var address = options.AddressOf("images/" + call.Name);
        if (call.Task != ImageTask.Create && order.Source is null)
        {
            throw ProviderErrors.InvalidRequest();
        }

        return call.AsJson ? AsJson(call, order, address) : AsForm(call, order, address);
    }

    private static HttpRequestMessage AsJson(RecraftCall call, ImageOrder order, Uri address) => JsonBody.Post(address, json =>
    {
        if (order.Source is { } source)
        {
            json.WriteString("image_url", DataAddress.Of(source.MediaType, source.Bytes.Span));
        }

        foreach (var (name, value) in FieldsOf(call, order))
        {
            if (value is string text)
            {
                json.WriteString(name, text);
            }
            else
            {
                json.WritePropertyName(name);
                json.WriteRawValue(Written(value));
            }
        }
    });

    private static HttpRequestMessage AsForm(RecraftCall call, ImageOrder order, Uri address)
    {
        var form = new FormBody().Add("image", order.Source!);
        if (call.Takes(RecraftFields.Mask))
        {
            form.AddMask("mask", MaskFile.WhiteIsHere(order.Mask ?? throw ProviderErrors.InvalidRequest()));
        }

        foreach (var (name, value) in FieldsOf(call, order))
        {
            form.Add(name, Written(value));
        }

        return form.Post(address);
    }

    private static IEnumerable<(string Name, object Value)> FieldsOf(RecraftCall call, ImageOrder order)
    {
        if (call.Takes(RecraftFields.Prompt))
        {
            yield return ("prompt", order.Prompt);
        }

        if (call.Takes(RecraftFields.Count))
        {
            yield return ("n", order.Count);
        }

        if (call.Takes(RecraftFields.Model))
        {
            yield return ("model", order.Model);
            foreach (var field in RecraftStyle.Of(order))
            {
                yield return field;
            }
        }

        if (call.Takes(RecraftFields.Size) && SizeOf(order) is { } size)
        {
            yield return ("size", size);
        }

        if (call.Takes(RecraftFields.Strength))
        {
            yield return ("strength", Math.Clamp(order.Strength ?? 0.5, 0, 1));
        }

        if (call.Takes(RecraftFields.Seed) && order.Seed is { } seed)
        {
            yield return ("random_seed", seed & uint.MaxValue);
        }

        if (call.Takes(RecraftFields.Margins) && order.Margins is { } margins)
        {
            yield return ("expand_left", margins.Left);
            yield return ("expand_right", margins.Right);
            yield return ("expand_top", margins.Top);
            yield return ("expand_bottom", margins.Bottom);
        }
    }

    private static string? SizeOf(ImageOrder order) => order switch
    {
        { Ratio: { } ratio } => ratio,
        { Width: > 0, Height: > 0 } => $"{order.Width}x{order.Height}",
        { Source: { } source } => NearestRatio.Of(source.Width, source.Height, Sizes),
        _ => null,
    };

    private static string Written(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
