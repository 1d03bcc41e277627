using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Protection;

/// <summary>The installation's master key, from <c>AUTH_SECRET</c>.</summary>
internal sealed record MasterKey(byte[] Bytes);

/// <summary>Wraps key material with AES-256-GCM under a key derived from the master key with a salt of its own.</summary>
internal sealed class MasterKeyXmlEncryptor(MasterKey master) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = MasterKeyBox.Seal(master.Bytes, plain);
        CryptographicOperations.ZeroMemory(plain);
        return new EncryptedXmlInfo(new XElement("wrapped", Convert.ToBase64String(sealedBytes)), typeof(MasterKeyXmlDecryptor));
    }
}

/// <summary>Opens what <see cref="MasterKeyXmlEncryptor"/> wrapped. Its full name is stored with each key: renaming it loses them.</summary>
internal sealed class MasterKeyXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var plain = MasterKeyBox.Open(services.GetRequiredService<MasterKey>().Bytes, Convert.FromBase64String(encryptedElement.Value));
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }

    /// <summary>Whether a stored element holds nothing that this master key does not open.</summary>
    public static bool Opens(MasterKey master, XElement element) => element.Descendants("wrapped").All(wrapped =>
    {
        try
        {
            CryptographicOperations.ZeroMemory(MasterKeyBox.Open(master.Bytes, Convert.FromBase64String(wrapped.Value)));
            return true;
        }
        catch (Exception strange) when (strange is CryptographicException or FormatException)
        {
            return false;
        }
    });
}

/// <summary>Version, salt, nonce, tag, ciphertext.</summary>
internal static class MasterKeyBox
{
    private const byte Version = 1;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int HeadLength = 1 + SaltLength + NonceLength + TagLength;

    private static readonly byte[] Purpose = "AIGenerator data-protection keys v1"u8.ToArray();

    public static byte[] Seal(byte[] master, byte[] plain)
    {
        var box = new byte[HeadLength + plain.Length];
        box[0] = Version;
        var (salt, nonce, tag, cipher) = Parts(box);
        RandomNumberGenerator.Fill(salt.Span);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(Derive(master, salt.Span), TagLength);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span, Purpose);
        return box;
    }

    /// <exception cref="CryptographicException">Another master key wrapped it, or it was changed.</exception>
    public static byte[] Open(byte[] master, byte[] box)
    {
        if (box.Length < HeadLength || box[0] != Version)
        {
            throw new CryptographicException("The wrapped key has an unknown form.");
        }

        var (salt, nonce, tag, cipher) = Parts(box);
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(Derive(master, salt.Span), TagLength);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Purpose);
        return plain;
    }

    private static byte[] Derive(byte[] master, ReadOnlySpan<byte> salt)
    {
        var key = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, key, salt, Purpose);
        return key;
    }

    private static (Memory<byte> Salt, Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] box) => (
        box.AsMemory(1, SaltLength),
        box.AsMemory(1 + SaltLength, NonceLength),
        box.AsMemory(1 + SaltLength + NonceLength, TagLength),
        box.AsMemory(HeadLength));
}
