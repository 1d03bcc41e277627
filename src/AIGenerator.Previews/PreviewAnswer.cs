using System.Buffers.Binary;

namespace AIGenerator.Previews;

/// <summary>
/// What the program answers, as it goes over its output: how many parts there are, none where the picture could not be read to its end; then each part
/// behind its length, numbers of four bytes in little-endian order.
/// </summary>
/// <param name="Parts">The smaller pictures as WebP, in the order asked for, then the blur, three bytes a pixel.</param>
public sealed record PreviewAnswer(IReadOnlyList<byte[]> Parts)
{
    /// <summary>It is no such picture, or a broken one.</summary>
    internal static readonly PreviewAnswer Unreadable = new([]);

    /// <summary>Reads an answer without trusting it: the program has worked on a stranger's file.</summary>
    /// <param name="program">Its output.</param>
    /// <param name="parts">As many as the order makes.</param>
    /// <param name="mostBytes">Of one part.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Null where the picture could not be read.</returns>
    /// <exception cref="InvalidDataException">It answers what no answer is.</exception>
    /// <exception cref="EndOfStreamException">It has ended.</exception>
    public static async Task<PreviewAnswer?> ReadAsync(Stream program, int parts, int mostBytes, CancellationToken ct)
    {
        var number = new byte[4];
        if (await NumberAsync() is var count && count != parts)
        {
            return count == 0 ? null : throw new InvalidDataException($"{count} parts are not {parts}.");
        }

        var answer = new byte[parts][];
        for (var part = 0; part < parts; part++)
        {
            var length = await NumberAsync();
            if (length < 0 || length > mostBytes)
            {
                throw new InvalidDataException($"A part of {length} bytes is too large.");
            }

            answer[part] = new byte[length];
            await program.ReadExactlyAsync(answer[part], ct);
        }

        return new PreviewAnswer(answer);

        async Task<int> NumberAsync()
        {
            await program.ReadExactlyAsync(number, ct);
            return BinaryPrimitives.ReadInt32LittleEndian(number);
        }
    }

    internal async Task WriteAsync(Stream output)
    {
        await output.WriteAsync(Bytes(Parts.Count));
        foreach (var part in Parts)
        {
            await output.WriteAsync(Bytes(part.Length));
            await output.WriteAsync(part);
        }

        await output.FlushAsync();
    }

    private static byte[] Bytes(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
