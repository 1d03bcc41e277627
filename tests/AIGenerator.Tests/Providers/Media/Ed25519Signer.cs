using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>Signs as fal does, with the key of RFC 8032's second test, whose other half the simulator publishes.</summary>
internal static class Ed25519Signer
{
    private static readonly byte[] Secret = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    private static readonly (BigInteger X, BigInteger Y) Base =
    (
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202", CultureInfo.InvariantCulture),
        BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960", CultureInfo.InvariantCulture)
    );

    public static byte[] Sign(byte[] message)
    {
        var hash = SHA512.HashData(Secret);
        hash[0] &= 248;
        hash[31] = (byte)((hash[31] & 127) | 64);
        var secret = Number(hash[..32]);
        var key = Bytes(Times(secret));
        var r = Number(SHA512.HashData([.. hash[32..], .. message])) % L;
        var first = Bytes(Times(r));
        var k = Number(SHA512.HashData([.. first, .. key, .. message])) % L;
        var second = new byte[32];
        ((r + (k * secret)) % L).TryWriteBytes(second, out _, isUnsigned: true).ShouldBeTrue();
        return [.. first, .. second];
    }

    private static (BigInteger X, BigInteger Y) Times(BigInteger times)
    {
        var (result, power) = ((X: BigInteger.Zero, Y: BigInteger.One), Base);
        for (; !times.IsZero; times >>= 1)
        {
            result = times.IsEven ? result : Add(result, power);
            power = Add(power, power);
        }

        return result;
    }

    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        var both = D * a.X * b.X * a.Y * b.Y;
        return (Mod(((a.X * b.Y) + (b.X * a.Y)) * Inverse(1 + both)), Mod(((a.Y * b.Y) + (a.X * b.X)) * Inverse(1 - both)));
    }

    private static byte[] Bytes((BigInteger X, BigInteger Y) point)
    {
        var bytes = new byte[32];
        point.Y.TryWriteBytes(bytes, out _, isUnsigned: true).ShouldBeTrue();
        bytes[31] |= point.X.IsEven ? (byte)0 : (byte)128;
        return bytes;
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value) => ((value % P) + P) % P;
}
