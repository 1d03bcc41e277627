using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.OpenAI;

/// <summary>The section <c>Providers:OpenAI</c>.</summary>
internal sealed class OpenAIOptions : VendorOptions
{
    public const string Section = "Providers:OpenAI";

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "OPENAI_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.openai.com/v1";

    /// <summary>Organisation that pays, where the key belongs to several.</summary>
    [RegularExpression("^[\\x21-\\x7E]*$", ErrorMessage = "{0} holds a space or a letter that it cannot hold.")]
    public string Organization { get; set; } = "";

    /// <summary>Project that pays, where the key belongs to several.</summary>
    [RegularExpression("^[\\x21-\\x7E]*$", ErrorMessage = "{0} holds a space or a letter that it cannot hold.")]
    public string Project { get; set; } = "";

    public override void Authorize(HttpRequestMessage request)
    {
        base.Authorize(request);
        if (Organization.Length > 0)
        {
            request.Headers.Add("OpenAI-Organization", Organization);
        }

        if (Project.Length > 0)
        {
            request.Headers.Add("OpenAI-Project", Project);
        }
    }
}

[OptionsValidator]
internal sealed partial class OpenAIOptionsValidator : IValidateOptions<OpenAIOptions>;
