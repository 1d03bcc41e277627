using System.Runtime.InteropServices;

namespace AIGenerator.Media.Previews;

/// <summary>Where the program that makes smaller pictures is.</summary>
/// <param name="Host">The runtime's own <c>dotnet</c>.</param>
/// <param name="Assembly">The program.</param>
internal sealed record PreviewProgram(string Host, string Assembly)
{
    /// <summary>The folder of the runtime that runs us.</summary>
    public static readonly string Root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private const string Native = "libSkiaSharp.so";

    /// <summary>Whether all of it is there, for this machine.</summary>
    public bool IsThere { get; } = OperatingSystem.IsLinux() && File.Exists(Host) && File.Exists(Assembly) && HasNative(Path.GetDirectoryName(Assembly)!);

    /// <summary>As it comes with the product.</summary>
    public static PreviewProgram BesideUs() => new(
        Path.Combine(Root, "dotnet"), Path.Combine(AppContext.BaseDirectory, "AIGenerator.Previews.dll"));

    private static bool HasNative(string folder)
    {
        var architecture = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
        return Array.Exists(
            ["", $"runtimes/linux-{architecture}/native", $"runtimes/linux-musl-{architecture}/native"], place => File.Exists(Path.Combine(folder, place, Native)));
    }
}
