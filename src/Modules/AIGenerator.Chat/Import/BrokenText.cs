using System.Globalization;
using System.Text;
using AIGenerator.Kernel.Text;

namespace AIGenerator.Chat.Import;

/// <summary>Reads JSON strings that hold bytes of no character, or one half of a surrogate pair: the framework's reader refuses them.</summary>
internal static class BrokenText
{
    /// <summary>What a string says, the broken characters replaced by U+FFFD.</summary>
    /// <param name="json">Valid but for its characters, with its quotes.</param>
    public static string Repair(ReadOnlySpan<byte> json)
    {
        var written = Encoding.UTF8.GetString(json[1..^1]);
        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                text.Append(written[i]);
            }
            else if (written[++i] == 'u')
            {
                text.Append((char)ushort.Parse(written.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(written[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var itself => itself });
            }
        }

        return StoredText.Clean(text.ToString());
    }
}
