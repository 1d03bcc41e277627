using System.Globalization;
using System.Text;

namespace AIGenerator.Providers.Text;

/// <summary>
/// How many tokens a text will be, without a tokenizer: vendors disagree with each other by 20 % and more, so an estimate for a price
/// before sending needs only to be close and rather high. Ratios are characters for one token by script, measured on common tokenizers.
/// </summary>
public static class TokenEstimator
{
    /// <summary>Tokens that a picture is counted as: a full-size picture at the dearest of the vendors' rules.</summary>
    public const int TokensPerImage = 1_600;

    /// <summary>Tokens that the frame of one turn costs (role, separators).</summary>
    public const int TokensPerTurn = 6;

    /// <summary>Added on top, because a price that turns out lower annoys nobody.</summary>
    public const double SafetyMargin = 1.1;

    private const double LatinLetter = 1 / 4.2;
    private const double CyrillicLetter = 1 / 2.4;
    private const double OtherLetter = 1 / 1.7;
    private const double Ideograph = 1.05;
    private const double Digit = 1 / 2.2;
    private const double Symbol = 1 / 1.3;
    private const double Newline = 1 / 2.0;
    private const double LoneSpace = 1 / 12.0;

    /// <summary>Tokens of a text, safety margin included. 0 for an empty text.</summary>
    public static int Estimate(string? text) => string.IsNullOrEmpty(text) ? 0 : (int)Math.Ceiling(Count(text) * SafetyMargin);

    /// <summary>Tokens of a turn with its frame, its pictures, and what the provider wants back with it.</summary>
    public static int Estimate(TextTurn turn)
    {
        var total = TokensPerTurn + Estimate(turn.Text) + ((long)TokensPerImage * (turn.Images?.Count ?? 0)) + Estimate(turn.Echo?.Json);
        return (int)Math.Min(int.MaxValue, total);
    }

    /// <summary>Tokens of everything that will be sent: instructions and turns.</summary>
    public static int Estimate(string? system, IEnumerable<TextTurn> turns)
    {
        var total = string.IsNullOrEmpty(system) ? 0L : Estimate(system) + TokensPerTurn;
        foreach (var turn in turns)
        {
            total += Estimate(turn);
        }

        return (int)Math.Min(int.MaxValue, total);
    }

    private static double Count(string text)
    {
        var tokens = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            tokens += WeightOf(rune);
        }

        return tokens;
    }

    private static double WeightOf(Rune rune) => rune.Value switch
    {
        '\n' => Newline,
        ' ' or '\t' or '\r' => LoneSpace,
        >= '0' and <= '9' => Digit,
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => LatinLetter,
        < 0x80 => Symbol,
        >= 0x0400 and <= 0x052F => CyrillicLetter,
        >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF or >= 0xAC00 and <= 0xD7AF or >= 0xF900 and <= 0xFAFF or >= 0x20000 => Ideograph,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => OtherLetter,
            _ => Ideograph,
        },
    };
}
