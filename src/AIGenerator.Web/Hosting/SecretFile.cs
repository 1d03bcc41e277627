using System.Security.Cryptography;

namespace AIGenerator.Web.Hosting;

/// <summary>A secret of the installation's own in a file that only its user can read.</summary>
internal static class SecretFile
{
    /// <summary>What the file holds; without one, a new random secret that it holds from now on.</summary>
    /// <param name="file">Its folder exists.</param>
    /// <param name="length">Hexadecimal digits of a new secret.</param>
    public static string ReadOrCreate(string file, int length)
    {
        if (!File.Exists(file))
        {
            Create(file, RandomNumberGenerator.GetHexString(length, lowercase: true));
        }

        return File.ReadAllText(file).Trim();
    }

    // Written aside and renamed: whoever is killed in the middle leaves no half of a secret that the next start would take for one.
    private static void Create(string file, string secret)
    {
        var draft = $"{file}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(secret));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was first: its secret counts.
            File.Delete(draft);
        }
    }
}
