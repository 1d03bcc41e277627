using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AIGenerator.Accounts.Tokens;

/// <summary>Random words for cookies and links: 256 bits, so a plain SHA-256 of one cannot be searched.</summary>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
