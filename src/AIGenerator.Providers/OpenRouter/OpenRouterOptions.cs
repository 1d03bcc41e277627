using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.OpenRouter;

/// <summary>The section <c>Providers:OpenRouter</c>.</summary>
internal sealed class OpenRouterOptions : VendorOptions
{
    public const string Section = "Providers:OpenRouter";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "OPENROUTER_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://openrouter.ai/api/v1";

    /// <summary>The site's address, shown in OpenRouter's statistics. Nothing is sent where it is empty, the default.</summary>
    [RegularExpression("^(https?://\\S+)?$", ErrorMessage = "{0} must be an http or https address.")]
    public string Referer { get; set; } = "";

    /// <summary>The site's name beside it.</summary>
    [RegularExpression("^[\\x20-\\x7E]{0,100}$", ErrorMessage = "{0} must be printable ASCII.")]
    public string Title { get; set; } = "AI Generator";

    public override void Authorize(HttpRequestMessage request)
    {
        base.Authorize(request);

        // A title without a referer makes no entry there.
        if (Referer.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("HTTP-Referer", Referer);
            request.Headers.TryAddWithoutValidation("X-OpenRouter-Title", Title);
        }
    }
}

[OptionsValidator]
internal sealed partial class OpenRouterOptionsValidator : IValidateOptions<OpenRouterOptions>;
