using System.Security.Cryptography;
using System.Text;

namespace AIGenerator.Chat.Export;

/// <summary>The product's own styles as one text, for files that bring everything with them.</summary>
internal static class DocumentStyle
{
    /// <summary>Layers, tokens, prose, print and the document's own rules. System fonts stand in for ours, which would be half a megabyte in each file.</summary>
    public static string Css { get; } = string.Concat(new[] { "layers.css", "tokens.css", "prose.css", "annotations.css", "code.css", "print.css", "document.css" }.Select(Read));

    /// <summary>What a browser may do with the file: show this one style sheet, nothing else.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; img-src data:; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'; base-uri 'none'; form-action 'none'";

    private static string Read(string name)
    {
        using var stream = typeof(DocumentStyle).Assembly.GetManifestResourceStream("Export/" + name)
            ?? throw new InvalidOperationException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
