using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AIGenerator.Chat.Import;

/// <summary>
/// Reads the entries of an export, one at a time: the elements of a JSON array, a JSON object, or those of each JSON file in a ZIP. What the file
/// is, its first bytes say.
/// </summary>
internal static class ExportFile
{
    /// <summary>Bytes of the largest file, and of all files of an archive unpacked.</summary>
    public const long Largest = 200L * 1024 * 1024;

    /// <summary>See <see cref="Largest"/>.</summary>
    public const long LargestUnpacked = 500L * 1024 * 1024;

    // An array is read element by element. The reader's memory doubles until one of them, or a single object, fits.
    private const long LargestReading = 3 * WholeEntry.Largest;

    private const int MostFiles = 20_000;

    // Flat formats have depth 10; a nested one has two levels for each message.
    private static readonly JsonSerializerOptions Reading = new() { MaxDepth = 4_000, AllowTrailingCommas = false, Converters = { new WholeEntry() } };

    /// <summary>The entries.</summary>
    /// <exception cref="UnreadableExport">It is neither, is broken, or larger than we read.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        var start = new byte[2];
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        file.Position = 0;
        var entries = length == 2 && start[0] == 'P' && start[1] == 'K' ? ArchiveAsync(file, ct) : JsonAsync(() => Rewound(file), new ByteAllowance(Largest), ct);
        await foreach (var entry in GuardedAsync(entries))
        {
            yield return entry;
        }
    }

    private static async IAsyncEnumerable<JsonElement> GuardedAsync(IAsyncEnumerable<JsonElement> entries)
    {
        await using var each = entries.GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await each.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception problem) when (problem is JsonException or InvalidDataException or NotSupportedException or InvalidOperationException)
            {
                throw new UnreadableExport(ChatErrors.NotAnExport, problem);
            }

            yield return each.Current;
        }
    }

    private static async IAsyncEnumerable<JsonElement> ArchiveAsync(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
        if (archive.Entries.Count > MostFiles)
        {
            throw new UnreadableExport(ChatErrors.ImportTooLarge);
        }

        // Besides the conversations the exports hold the account, feedback, and more that is not asked for.
        var files = archive.Entries.Where(IsJson).ToList();
        var conversations = files.Where(entry => entry.Name.StartsWith("conversations", StringComparison.OrdinalIgnoreCase)).ToList();
        var allowance = new ByteAllowance(LargestUnpacked);
        foreach (var entry in conversations.Count > 0 ? conversations : files)
        {
            await foreach (var element in JsonAsync(entry.Open, allowance, ct))
            {
                yield return element;
            }
        }
    }

    private static bool IsJson(ZipArchiveEntry entry) =>
        entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal);

    private static async IAsyncEnumerable<JsonElement> JsonAsync(Func<Stream> open, ByteAllowance allowance, [EnumeratorCancellation] CancellationToken ct)
    {
        switch (await FirstSignAsync(open, ct))
        {
            case '[':
                var each = new ByteAllowance(LargestReading);
                await using (var json = new LimitedStream(new LimitedStream(open(), allowance), each))
                {
                    await foreach (var element in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(json, Reading, ct))
                    {
                        yield return element;
                        each.Renew();
                    }
                }

                break;
            case '{':
                await using (var json = new LimitedStream(new LimitedStream(open(), allowance), new ByteAllowance(LargestReading)))
                {
                    yield return await JsonSerializer.DeserializeAsync<JsonElement>(json, Reading, ct);
                }

                break;
            default:
                throw new JsonException("Neither an array nor an object.");
        }
    }

    private static async Task<char> FirstSignAsync(Func<Stream> open, CancellationToken ct)
    {
        var start = new byte[256];
        await using var json = new LimitedStream(open(), new ByteAllowance(start.Length));
        var length = await json.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        var text = start.AsSpan(0, length);
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            text = text[3..];
        }

        text = text.TrimStart(" \t\r\n"u8);
        return text.Length > 0 ? (char)text[0] : '\0';
    }

    private static Stream Rewound(Stream file)
    {
        file.Position = 0;
        return file;
    }
}
