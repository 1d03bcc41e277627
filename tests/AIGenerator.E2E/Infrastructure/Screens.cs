using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>Runs a journey once for each screen it names: the language of its reader and the width of the window.</summary>
public abstract class ScreensAttribute : DataAttribute
{
    private protected ScreensAttribute(params (string Language, int Width)[] screens) => Screens = screens;

    /// <summary>Language and width, 1440 for a desktop and 390 for a phone.</summary>
    public IReadOnlyList<(string Language, int Width)> Screens { get; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new(Screens.Select(screen => new TheoryDataRow<string, int>(screen.Language, screen.Width)).ToArray());

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>What people do every day: both languages on both widths.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryScreenAttribute() : ScreensAttribute(("en", 1440), ("uk", 390), ("uk", 1440), ("en", 390));

/// <summary>Faults and odd cases: each language and each width once.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TwoScreensAttribute() : ScreensAttribute(("en", 1440), ("uk", 390));
