using System.Text.RegularExpressions;

namespace AIGenerator.Media.Files;

/// <summary>The store as a folder. What arrives and what is being written stands in a folder beside it, on the same disk.</summary>
internal sealed partial class FolderFileStore(string root) : IFileStore
{
    /// <summary>The folder of what is not in the store yet.</summary>
    public string Arriving => Path.Combine(root, ".arriving");

    /// <inheritdoc/>
    public async Task SaveAsync(string key, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var arriving = NewArriving();
        await File.WriteAllBytesAsync(arriving.Path, content, ct);
        File.Move(arriving.Path, target, overwrite: true);
    }

    /// <inheritdoc/>
    public Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(
                PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ArrivingFile NewArriving()
    {
        Directory.CreateDirectory(Arriving);
        return new ArrivingFile(Path.Combine(Arriving, Path.GetRandomFileName()));
    }

    private string PathOf(string key) =>
        Key().IsMatch(key) ? Path.Combine(root, key) : throw new ArgumentException("Not a key of the file store.", nameof(key));

    // No dots: a key can neither climb out nor meet the folder of what arrives.
    [GeneratedRegex("^[a-z0-9-]+(/[a-z0-9-]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
