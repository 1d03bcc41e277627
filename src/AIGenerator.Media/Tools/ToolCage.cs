using System.ComponentModel;
using System.Diagnostics;

namespace AIGenerator.Media.Tools;

/// <summary>
/// A network of its own, with nothing in it, for tools that read strangers' files: Linux lets a process leave ours where it is root, or where users
/// may have namespaces. Elsewhere (many containers) the tools' own lists of protocols stand alone.
/// </summary>
internal static class ToolCage
{
    private static readonly Lazy<string> Known = new(Find);

    /// <summary>What stands before a command of the shell; empty where the system allows none.</summary>
    public static string Prefix => Known.Value;

    private static string Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "";
        }

        return Array.Find(["unshare -n --", "unshare -r -n --"], Works) is { } cage ? $"{cage} " : "";
    }

    private static bool Works(string cage)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec {cage} true");
        try
        {
            using var process = Process.Start(start);
            return process is not null && process.WaitForExit(TimeSpan.FromSeconds(5)) && process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
