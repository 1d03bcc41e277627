using System.Globalization;

namespace AIGenerator.Studio.Form;

/// <summary>Values as markup and scripts read them: with points, in every language.</summary>
internal static class Markup
{
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
