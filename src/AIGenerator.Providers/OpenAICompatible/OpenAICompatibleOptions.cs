using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.OpenAICompatible;

/// <summary>The section <c>Providers:OpenAICompatible</c>: the owner's own server.</summary>
internal sealed class OpenAICompatibleOptions : VendorOptions
{
    public const string Section = "Providers:OpenAICompatible";

    /// <summary>E.g. <c>http://127.0.0.1:11434/v1</c> for Ollama. Empty, the default: no such server.</summary>
    [VendorAddress(Section + ":BaseUrl", "OPENAI_COMPATIBLE_BASE_URL", MayBeEmpty = true)]
    public override string BaseUrl { get; set; } = "";

    /// <summary>The address decides: most such servers ask for no key.</summary>
    public override bool IsConfigured => BaseUrl.Length > 0;

    /// <summary>Models to offer, separated by commas, each of at most 200 characters. Empty, the default: the server is asked.</summary>
    [StringLength(10_000)]
    [RegularExpression("^[^,]{0,200}(,[^,]{0,200})*$", ErrorMessage = "Providers:OpenAICompatible:Models (OPENAI_COMPATIBLE_MODELS) names a model with more than 200 characters.")]
    public string Models { get; set; } = "";

    /// <summary>
    /// Models that take pictures, separated by commas; <c>*</c> for all. Empty, the default: those of which the server says so, and few servers do.
    /// </summary>
    [StringLength(10_000)]
    public string Vision { get; set; } = "";

    /// <summary>Longest input plus output that is assumed where the server does not say. Default 8192.</summary>
    [Range(512, 10_000_000)]
    public int ContextTokens { get; set; } = 8192;

    /// <summary>How often the server is asked for its models. Default every minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ModelsInterval { get; set; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class OpenAICompatibleOptionsValidator : IValidateOptions<OpenAICompatibleOptions>;
