using AIGenerator.Providers.Media;
using Microsoft.Extensions.Options;

namespace AIGenerator.Providers.Ideogram;

/// <summary>The section <c>Providers:Ideogram</c>.</summary>
internal sealed class IdeogramOptions : VendorOptions
{
    public const string Section = "Providers:Ideogram";

    /// <summary>Ten requests in flight are what the vendor takes of an account, unless agreed otherwise (2026-11).</summary>
    public IdeogramOptions() => MaxAtOnce = 10;

    /// <inheritdoc/>
    [VendorAddress(Section + ":BaseUrl", "IDEOGRAM_BASE_URL")]
    public override string BaseUrl { get; set; } = "https://api.ideogram.ai";

    /// <summary>
    /// Other paths for tasks of version 3, e.g. <c>Create</c> as <c>v2/image/generate/ideogram-3</c>: the vendor has begun a second generation of them, and
    /// nobody knows how long the first stays.
    /// </summary>
    public Dictionary<ImageTask, string> Paths { get; } = [];

    /// <summary>Not as a bearer.</summary>
    public override void Authorize(HttpRequestMessage request) => request.Headers.Add("Api-Key", ApiKey);
}

[OptionsValidator]
internal sealed partial class IdeogramOptionsValidator : IValidateOptions<IdeogramOptions>;
