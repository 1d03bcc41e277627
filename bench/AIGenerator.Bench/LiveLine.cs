namespace AIGenerator.Bench;

/// <summary>What a line of the live connection says, read without parsing its JSON: the driver shares the machine with what it measures.</summary>
internal static class LiveLine
{
    public static bool CarriesText(string line) =>
        line.StartsWith("data:", StringComparison.Ordinal)
        && line.Contains("\\u003Cp", StringComparison.OrdinalIgnoreCase) | line.Contains("<p", StringComparison.Ordinal);

    public static bool IsEnd(string line) => line.StartsWith("data:", StringComparison.Ordinal) && line.Contains("\"type\":\"end\"", StringComparison.Ordinal);
}
