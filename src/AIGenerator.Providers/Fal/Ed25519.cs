using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace AIGenerator.Providers.Fal;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032), which .NET 10 does not. Checking handles nothing secret, so it need not take the same time always; nothing is
/// ever signed here. Some tens of milliseconds each: callers bound how many keys and bytes they try.
/// </summary>
internal static class Ed25519
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode(BaseBytes())!;

    /// <summary>Whether the key signed the message.</summary>
    /// <param name="key">32 bytes.</param>
    /// <param name="message">Any length.</param>
    /// <param name="signature">64 bytes.</param>
    public static bool IsRight(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Length != 32 || signature.Length != 64 || Decode(key) is not { } a || Decode(signature[..32]) is not { } r)
        {
            return false;
        }

        // A larger one would be a second signature of the same message.
        var s = new BigInteger(signature[32..], isUnsigned: true);
        if (s >= L)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(signature[..32]);
        hash.AppendData(key);
        hash.AppendData(message);
        var k = new BigInteger(hash.GetHashAndReset(), isUnsigned: true) % L;
        return Times(s, Base).IsSame(Add(r, Times(k, a)));
    }

    private static byte[] BaseBytes()
    {
        var bytes = new byte[32];
        bytes.AsSpan().Fill(0x66);
        bytes[0] = 0x58;
        return bytes;
    }

    /// <summary>The point of its 32 bytes; null where they are none, or not the one way to write it.</summary>
    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> copy = stackalloc byte[32];
        bytes.CopyTo(copy);
        var isOdd = (copy[31] & 0x80) != 0;
        copy[31] &= 0x7F;
        var y = new BigInteger(copy, isUnsigned: true);
        if (y >= P)
        {
            return null;
        }

        var square = Mod((y * y) - 1) * Inverse(Mod((D * y * y) + 1)) % P;
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (x * x % P != square)
        {
            x = x * RootOfMinusOne % P;
        }

        if (x * x % P != square || (x.IsZero && isOdd))
        {
            return null;
        }

        if (x.IsEven == isOdd)
        {
            x = P - x;
        }

        return new Point(x, y, BigInteger.One, x * y % P);
    }

    // Extended coordinates (RFC 8032, 5.1.4).
    private static Point Add(Point one, Point other)
    {
        var a = Mod((one.Y - one.X) * (other.Y - other.X));
        var b = Mod((one.Y + one.X) * (other.Y + other.X));
        var c = Mod(2 * one.T * other.T * D);
        var d = Mod(2 * one.Z * other.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Times(BigInteger factor, Point point)
    {
        var result = new Point(BigInteger.Zero, BigInteger.One, BigInteger.One, BigInteger.Zero);
        Span<byte> bits = stackalloc byte[32];
        factor.TryWriteBytes(bits, out _, isUnsigned: true);
        for (var bit = 255; bit >= 0; bit--)
        {
            result = Add(result, result);
            if ((bits[bit / 8] >> (bit % 8) & 1) == 1)
            {
                result = Add(result, point);
            }
        }

        return result;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private sealed record Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
    {
        public bool IsSame(Point other) => Mod((X * other.Z) - (other.X * Z)).IsZero && Mod((Y * other.Z) - (other.Y * Z)).IsZero;
    }
}
