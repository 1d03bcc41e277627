using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Http;

/// <summary>
/// A request of fields and files (<c>multipart/form-data</c>) as every server reads it: names and file names in quotes, no second file name in another
/// notation, no quotes around the boundary. .NET's own form differs in all three, and some vendors refuse it.
/// </summary>
internal sealed class FormBody
{
    private readonly MultipartFormDataContent _parts = [];

    public FormBody()
    {
        var boundary = _parts.Headers.ContentType!.Parameters.Single(parameter => parameter.Name == "boundary");
        boundary.Value = boundary.Value!.Trim('"');
    }

    /// <summary>A field; none where there is no value.</summary>
    public FormBody Add(string name, string? value) => value is null ? this : Add(name, Encoding.UTF8.GetBytes(value), mediaType: null, fileName: null);

    /// <summary>A whole number.</summary>
    public FormBody Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A field that is an object of its own.</summary>
    public FormBody AddJson(string name, ReadOnlyMemory<byte> json) => Add(name, json, "application/json", fileName: null);

    /// <summary>A picture. Its ending goes by its type: vendors look at either.</summary>
    public FormBody Add(string name, SourceImage image) => Add(name, image.Bytes, image.MediaType, name.Trim('[', ']') + EndingOf(image.MediaType));

    /// <summary>A mask.</summary>
    public FormBody AddMask(string name, byte[] png) => Add(name, png, "image/png", name + ".png");

    /// <summary>A POST of all that.</summary>
    public HttpRequestMessage Post(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = _parts };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    private static string EndingOf(string mediaType) => mediaType switch
    {
        "image/jpeg" => ".jpg",
        "image/webp" => ".webp",
        _ => ".png",
    };

    private FormBody Add(string name, ReadOnlyMemory<byte> bytes, string? mediaType, string? fileName)
    {
        var part = new ReadOnlyMemoryContent(bytes);
        part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
        if (fileName is not null)
        {
            part.Headers.ContentDisposition.FileName = $"\"{fileName}\"";
        }

        part.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        _parts.Add(part);
        return this;
    }
}
