using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AIGenerator.Accounts.Passwords;

/// <summary>
/// A password as it is kept, in the third format of ASP.NET Core Identity: version 1, function, rounds and salt length as big-endian
/// numbers, salt, key; all in Base64.
/// </summary>
internal sealed record StoredPassword(PasswordDerivation Derivation, byte[] Key)
{
    private const byte Version = 1;
    private const int HeadLength = 13;

    /// <summary>Null for a text that is none.</summary>
    public static StoredPassword? Parse(string? text)
    {
        Span<byte> bytes = stackalloc byte[256];
        if (text is null || !Convert.TryFromBase64String(text, bytes, out var length) || length < HeadLength || bytes[0] != Version)
        {
            return null;
        }

        var rounds = BinaryPrimitives.ReadInt32BigEndian(bytes[5..]);
        var salt = BinaryPrimitives.ReadInt32BigEndian(bytes[9..]);
        var function = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
        return function is 1 or 2 && rounds > 0 && salt >= 8 && salt < length - HeadLength - 8
            ? new StoredPassword(
                new PasswordDerivation(function, rounds, Convert.ToBase64String(bytes.Slice(HeadLength, salt))),
                bytes[(HeadLength + salt)..length].ToArray())
            : null;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var salt = Convert.FromBase64String(Derivation.Salt);
        var bytes = new byte[HeadLength + salt.Length + Key.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), Derivation.Function);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), Derivation.Rounds);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(9), salt.Length);
        salt.CopyTo(bytes, HeadLength);
        Key.CopyTo(bytes, HeadLength + salt.Length);
        return Convert.ToBase64String(bytes);
    }
}

/// <summary>How a key is made of a password (PBKDF2). Two passwords kept with equal values are compared with one derivation.</summary>
/// <param name="Function">1 for HMAC-SHA-256, 2 for HMAC-SHA-512.</param>
/// <param name="Rounds">Iterations.</param>
/// <param name="Salt">In Base64.</param>
internal sealed record PasswordDerivation(int Function, int Rounds, string Salt)
{
    // As many as ASP.NET Core Identity takes.
    private const int NewRounds = 100_000;

    /// <summary>With a salt of its own.</summary>
    public static PasswordDerivation New() => new(2, NewRounds, Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));

    /// <summary>The key of a password.</summary>
    public byte[] KeyOf(string password, int length) => Rfc2898DeriveBytes.Pbkdf2(
        password, Convert.FromBase64String(Salt), Rounds, Function == 1 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512, length);
}
