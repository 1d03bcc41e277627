using System.Globalization;

namespace AIGenerator.Providers.Media;

/// <summary>Which of a vendor's ratios or sizes comes closest to a picture.</summary>
internal static class NearestRatio
{
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="choices">As the vendor writes them: <c>16x9</c>, <c>16:9</c>, <c>1820x1024</c>. Not empty; the first wins a tie.</param>
    public static string Of(int width, int height, IReadOnlyList<string> choices)
    {
        var wanted = Math.Log((double)width / height);
        return choices.MinBy(choice => Math.Abs(wanted - Math.Log(ValueOf(choice))))!;
    }

    private static double ValueOf(string choice)
    {
        var at = choice.AsSpan().IndexOfAny('x', ':');
        return double.Parse(choice.AsSpan(0, at), CultureInfo.InvariantCulture) / double.Parse(choice.AsSpan(at + 1), CultureInfo.InvariantCulture);
    }
}
