using System.Globalization;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>Numbers as people type them.</summary>
internal static class Numbers
{
    /// <summary>
    /// <c>3,480</c> and <c>3,480.5</c> have thousands, <c>3,5</c> and <c>3.5</c> a fraction: a comma before exactly three digits groups, unless
    /// it is the only mark after a lone zero.
    /// </summary>
    /// <exception cref="FormatException">It is no number.</exception>
    public static decimal Parse(ReadOnlySpan<char> text)
    {
        var typed = text.ToString();
        var parts = typed.Split(',');
        var groups = parts.Length > 1
            && parts[0] is { Length: >= 1 and <= 3 } first && first != "0"
            && parts.Skip(1).All(part => part.Split('.')[0].Length == 3);
        var plain = groups ? typed.Replace(",", "", StringComparison.Ordinal) : typed.Replace(',', '.');
        return decimal.Parse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }
}
