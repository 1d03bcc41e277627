using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AIGenerator.Providers.Replicate;

/// <summary>The vendor's signature of a report (Standard Webhooks): HMAC-SHA256 over id, time and the bytes of the body.</summary>
internal static class ReplicateSignature
{
    private const string Prefix = "whsec_";
    private const int MostSignatures = 10;

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether the time is near enough: an old report may be somebody's recording.</summary>
    public static bool IsTimely(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 100_000_000_000
        && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    /// <summary>Whether one of the signatures is right.</summary>
    /// <param name="secret"><c>whsec_</c> and base64.</param>
    /// <param name="id">Header <c>webhook-id</c>.</param>
    /// <param name="timestamp">Header <c>webhook-timestamp</c>.</param>
    /// <param name="body">As it came.</param>
    /// <param name="signatures">Header <c>webhook-signature</c>: <c>v1,base64 v1,base64</c>, several while a secret is being changed.</param>
    public static bool IsRight(string secret, string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || KeyOf(secret) is not { } key)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(hash.GetHashAndReset()));
        var isRight = false;
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostSignatures))
        {
            isRight |= CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature));
        }

        return isRight;
    }

    private static byte[]? KeyOf(string secret)
    {
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length > 0 ? key[..length] : null;
    }
}
