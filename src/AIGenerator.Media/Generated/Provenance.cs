using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using System.Xml;

namespace AIGenerator.Media.Generated;

/// <summary>
/// Says inside a file that it was made by AI: an XMP packet with the IPTC property <c>DigitalSourceType</c> (IPTC Photo Metadata 2025.1, cv.iptc.org,
/// read 2026-11), which search engines and social networks read. A drawing says the same in its <c>metadata</c> (W3C SVG 2, XMP specification, part 3).
/// </summary>
internal static class Provenance
{
    private const string Xmp = "adobe:ns:meta/";
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private const string Iptc = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
    private const string XmpBasic = "http://ns.adobe.com/xap/1.0/";
    private const string SourceTypes = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    private const string Tool = "AI Generator";

    /// <summary>The same file with the mark; the file itself where its form is not known.</summary>
    public static byte[] Mark(ReadOnlyMemory<byte> file, string mediaType, AiOrigin origin, int width, int height) => mediaType switch
    {
        "image/png" => InPng(file.Span, Packet(origin)),
        "image/jpeg" => InJpeg(file.Span, Packet(origin)),
        "image/webp" => InWebp(file.Span, Packet(origin), width, height),
        _ => file.ToArray(),
    };

    /// <summary>
    /// What a file says of itself, wherever in it that stands. Null where it says nothing, or says it in a packed text: only a hint that is kept
    /// through re-encoding, no proof of anything.
    /// </summary>
    public static AiOrigin? Of(ReadOnlySpan<byte> file)
    {
        foreach (var origin in Enum.GetValues<AiOrigin>())
        {
            if (file.IndexOf(Encoding.ASCII.GetBytes($"cv.iptc.org/newscodes/digitalsourcetype/{WordOf(origin)}\"")) >= 0
                || file.IndexOf(Encoding.ASCII.GetBytes($"cv.iptc.org/newscodes/digitalsourcetype/{WordOf(origin)}<")) >= 0)
            {
                return origin;
            }
        }

        return null;
    }

    /// <summary>The mark as the first thing inside a drawing that is being written.</summary>
    public static void WriteIn(XmlWriter svg, AiOrigin origin)
    {
        svg.WriteStartElement("metadata", "http://www.w3.org/2000/svg");
        svg.WriteStartElement("x", "xmpmeta", Xmp);
        svg.WriteStartElement("rdf", "RDF", Rdf);
        svg.WriteStartElement("rdf", "Description", Rdf);
        svg.WriteAttributeString("rdf", "about", Rdf, "");
        svg.WriteAttributeString("Iptc4xmpExt", "DigitalSourceType", Iptc, SourceTypes + WordOf(origin));
        svg.WriteAttributeString("xmp", "CreatorTool", XmpBasic, Tool);
        for (var open = 0; open < 4; open++)
        {
            svg.WriteEndElement();
        }
    }

    private static string WordOf(AiOrigin origin) => origin switch
    {
        AiOrigin.TrainedModel => "trainedAlgorithmicMedia",
        AiOrigin.Composite => "compositeWithTrainedAlgorithmicMedia",
        AiOrigin.Rules => "algorithmicMedia",
    };

    private static byte[] Packet(AiOrigin origin) => Encoding.UTF8.GetBytes(
        $"<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"{Xmp}\"><rdf:RDF xmlns:rdf=\"{Rdf}\">"
        + $"<rdf:Description rdf:about=\"\" xmlns:Iptc4xmpExt=\"{Iptc}\" xmlns:xmp=\"{XmpBasic}\""
        + $" Iptc4xmpExt:DigitalSourceType=\"{SourceTypes}{WordOf(origin)}\" xmp:CreatorTool=\"{Tool}\"/></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>");

    /// <summary>A text chunk behind the header (W3C PNG, iTXt, keyword <c>XML:com.adobe.xmp</c>).</summary>
    private static byte[] InPng(ReadOnlySpan<byte> file, byte[] packet)
    {
        const int BehindHeader = 8 + 25;
        byte[] content = [.. "XML:com.adobe.xmp"u8, 0, 0, 0, 0, 0, .. packet];
        var chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        "iTXt"u8.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), Crc32.HashToUInt32(chunk.AsSpan(4, content.Length + 4)));
        return [.. file[..BehindHeader], .. chunk, .. file[BehindHeader..]];
    }

    /// <summary>An APP1 segment behind the start, or behind the JFIF segment where there is one, which has to be the first (XMP specification, part 3).</summary>
    private static byte[] InJpeg(ReadOnlySpan<byte> file, byte[] packet)
    {
        byte[] content = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. packet];
        var length = content.Length + 2;
        var at = file.Length > 6 && file[2] == 0xFF && file[3] == 0xE0 ? 4 + BinaryPrimitives.ReadUInt16BigEndian(file[4..]) : 2;
        return [.. file[..at], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. content, .. file[at..]];
    }

    /// <summary>An XMP chunk at the end, announced in the extended header (WebP container specification).</summary>
    private static byte[] InWebp(ReadOnlySpan<byte> file, byte[] packet, int width, int height)
    {
        const byte HasXmp = 0x04;
        const byte HasAlpha = 0x10;
        var body = file[12..];
        byte[] head;
        if (body.StartsWith("VP8X"u8))
        {
            head = [.. body[..18]];
            head[8] |= HasXmp;
            body = body[18..];
        }
        else
        {
            var flags = body.StartsWith("VP8L"u8) ? (byte)(HasXmp | HasAlpha) : HasXmp;
            var (w, h) = (width - 1, height - 1);
            head = [.. "VP8X"u8, 10, 0, 0, 0, flags, 0, 0, 0, (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16)];
        }

        byte[] size = [(byte)packet.Length, (byte)(packet.Length >> 8), 0, 0];
        byte[] marked = [.. file[..12], .. head, .. body, .. "XMP "u8, .. size, .. packet, .. packet.Length % 2 == 1 ? new byte[1] : []];
        BinaryPrimitives.WriteInt32LittleEndian(marked.AsSpan(4), marked.Length - 8);
        return marked;
    }
}
