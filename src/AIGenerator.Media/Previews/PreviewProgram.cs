using System.Runtime.InteropServices;

namespace AIGenerator.Media.Previews;

/// <summary>Where the program that makes smaller pictures is.</summary>
/// <param name="Host">The runtime's own <c>dotnet</c>.</param>
/// <param name="Assembly">The program.</param>
internal sealed record PreviewProgram(string Host, string Assembly)
{
    /// <summary>The folder of the runtime that runs us.</summary>
    public static readonly string Root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>Whether both are there: not in a single file, for one.</summary>
    public bool IsThere { get; } = File.Exists(Host) && File.Exists(Assembly) && File.Exists(Path.ChangeExtension(Assembly, ".runtimeconfig.json"));

    /// <summary>As it comes with the product.</summary>
    public static PreviewProgram BesideUs() => new(
        Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), Path.Combine(AppContext.BaseDirectory, "AIGenerator.Previews.dll"));
}
