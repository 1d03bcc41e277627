using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Bench;

/// <summary>One named measurement.</summary>
internal interface IBenchmark
{
    /// <summary>Runs against fresh processes of its own and stops them.</summary>
    Task<Figures> RunAsync(CancellationToken ct);
}

/// <summary>What was measured, in the order it is printed.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, double> _values = [];

    public double this[string name]
    {
        set => _values[name] = Math.Round(value, 2);
    }

    /// <summary>A table for people, then one line of JSON.</summary>
    public void Print()
    {
        Console.WriteLine();
        foreach (var (name, value) in _values)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-28} {value,14:N2}"));
        }

        Console.WriteLine(JsonSerializer.Serialize(_values));
    }
}

/// <summary>Percentiles of measured times.</summary>
internal static class Percentiles
{
    /// <summary>The value below which <paramref name="share"/> (0..1) of the sorted samples lie.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * share) - 1, 0, sorted.Count - 1)];
}
