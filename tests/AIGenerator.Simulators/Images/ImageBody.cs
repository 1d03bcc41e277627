using System.Globalization;
using System.Text;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>An order of pictures as it arrived: JSON or a form, read alike.</summary>
internal sealed class ImageBody
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly List<ImageFile> _files = [];

    /// <summary>Whether it came as JSON.</summary>
    public JsonElement? Json { get; private set; }

    /// <summary>The files, in order.</summary>
    public IReadOnlyList<ImageFile> Files => _files;

    /// <summary>The fields of a form, one in a line, and its files by name, type and size: what a test reads.</summary>
    public string Summary { get; private set; } = "";

    public bool Has(string name) => _fields.ContainsKey(name);

    public string? Text(string name) => _fields.GetValueOrDefault(name);

    public int Number(string name, int otherwise) => int.TryParse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    public IReadOnlyList<byte[]> FilesOf(string name) => [.. _files.Where(file => file.Name == name).Select(file => file.Bytes)];

    /// <summary>A file, or a data address that stands in a field for one.</summary>
    public byte[]? File(string name) => FilesOf(name) is [var file, ..] ? file : BytesOf(Text(name + "_url"));

    /// <summary>The bytes of a data address.</summary>
    public static byte[]? BytesOf(string? address) =>
        address?.StartsWith("data:", StringComparison.Ordinal) == true && address.IndexOf(',', StringComparison.Ordinal) is var comma and > 0 ? Convert.FromBase64String(address[(comma + 1)..]) : null;

    public static async Task<ImageBody> ReadAsync(HttpContext http)
    {
        var body = new ImageBody();
        if (http.Request.HasFormContentType)
        {
            await body.ReadFormAsync(await http.Request.ReadFormAsync(http.RequestAborted), http.RequestAborted);
        }
        else
        {
            using var json = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            body.ReadJson(json.RootElement.Clone());
        }

        return body;
    }

    private void ReadJson(JsonElement json)
    {
        Json = json;
        Summary = json.GetRawText();
        foreach (var member in json.EnumerateObject())
        {
            _fields[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        }
    }

    private async Task ReadFormAsync(IFormCollection form, CancellationToken ct)
    {
        var summary = new StringBuilder();
        foreach (var (name, values) in form)
        {
            _fields[name] = values.ToString();
            summary.Append(CultureInfo.InvariantCulture, $"{name}={values}\n");
        }

        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, ct);
            _files.Add(new ImageFile(file.Name, bytes.ToArray()));
            summary.Append(CultureInfo.InvariantCulture, $"{file.Name}: {file.FileName}, {file.ContentType}, {bytes.Length} bytes\n");
        }

        Summary = summary.ToString();
    }
}

/// <summary>A file of a form.</summary>
internal sealed record ImageFile(string Name, byte[] Bytes);
