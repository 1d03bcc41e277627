namespace AIGenerator.Media.Files;

/// <summary>Keeps files by key. Keys are ours (<c>chat/0198…</c>), never a person's name for a file.</summary>
public interface IFileStore
{
    /// <summary>Writes a file, whole or not at all; one of the same key is replaced.</summary>
    Task SaveAsync(string key, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>Opens a file for reading from any place; null where there is none.</summary>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);

    /// <summary>Erases a file; nothing happens where there is none.</summary>
    Task DeleteAsync(string key, CancellationToken ct);

    /// <summary>An empty file for something that is still arriving. Whoever disposes of it erases it.</summary>
    ArrivingFile NewArriving();
}

/// <summary>A file that is arriving, outside the store; erased when disposed.</summary>
public sealed class ArrivingFile(string path) : IDisposable
{
    /// <summary>Where it is on this node's disk.</summary>
    public string Path { get; } = path;

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
