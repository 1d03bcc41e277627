using System.ComponentModel.DataAnnotations;

namespace AIGenerator.Providers.WebSearch;

/// <summary>What every engine's section has.</summary>
internal abstract class SearchOptions : VendorOptions
{
    /// <summary>What a search costs the person, in US dollars; 0 makes it free.</summary>
    [Range(0, 1)]
    public abstract decimal SearchUsd { get; set; }
}
