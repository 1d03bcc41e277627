using System.Text;

namespace AIGenerator.Ui;

/// <summary>Addresses within this site, as the <c>Location</c> header can carry them.</summary>
public static class LocalAddress
{
    /// <summary>The same address with everything beyond ASCII percent-encoded; what is encoded already stays as it is.</summary>
    public static string Encode(string address)
    {
        if (address.All(character => character is > ' ' and < '\u007F'))
        {
            return address;
        }

        var encoded = new StringBuilder(address.Length * 2);
        foreach (var rune in address.EnumerateRunes())
        {
            encoded.Append(rune.Value is > ' ' and < 0x7F ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return encoded.ToString();
    }
}
