using System.Security.Cryptography;
using System.Text;

namespace AIGenerator.Providers.Anthropic;

/// <summary>
/// A running digest of what is sent: instructions, then each message as written. Models with preserved thinking refuse a thinking block with
/// 400 when anything before it has changed since it was thought, and a chat does change: old turns are cut off, a failed reply disappears.
/// </summary>
internal sealed class ConversationPrint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public ConversationPrint(string? system) => Add(Encoding.UTF8.GetBytes(system ?? ""));

    /// <summary>The digest of all that was added, 32 characters.</summary>
    public string Current => Convert.ToHexStringLower(_hash.GetCurrentHash().AsSpan(0, 16));

    public void Add(ReadOnlySpan<byte> part)
    {
        _hash.AppendData(BitConverter.GetBytes(part.Length));
        _hash.AppendData(part);
    }

    public void Dispose() => _hash.Dispose();
}
