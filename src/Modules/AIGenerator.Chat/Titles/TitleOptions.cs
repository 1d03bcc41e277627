using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Chat.Titles;

/// <summary>Titles that a model writes.</summary>
internal sealed class TitleOptions
{
    public const string Section = "Chat:Titles";

    /// <summary>Whether a model may be asked for them, at the owner's cost. Default true; otherwise a title is the beginning of the first message.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>US dollars that the longest such answer may cost at list price. Default 0.002: every vendor has a model for that.</summary>
    [Range(0, 1)]
    public decimal MostUsd { get; set; } = 0.002m;
}

[OptionsValidator]
internal sealed partial class TitleOptionsValidator : IValidateOptions<TitleOptions>;
