using System.Collections.Concurrent;
using System.Globalization;

namespace AIGenerator.Simulators.Images;

/// <summary>Files handed over before an order, and those that stand in it as data addresses.</summary>
internal sealed class ReplicateUploads
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public RequestDelegate TakeAsync(Simulator simulator) => async http =>
    {
        simulator.Remember(new SimRequest("POST", http.Request.Path, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), ""));
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files["content"] is not { } file)
        {
            await Exchange.TextAsync(http, 400, "application/problem+json", """{"title":"Bad request","detail":"content is required","status":400}""");
            return;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, http.RequestAborted);
        var id = "file" + _files.Count.ToString(CultureInfo.InvariantCulture);
        var address = $"{http.Request.Scheme}://{http.Request.Host}/replicate/v1/files/{id}";
        _files[address] = bytes.ToArray();
        await Exchange.TextAsync(http, 201, "application/json", $$$"""{"id":"{{{id}}}","content_type":"{{{file.ContentType}}}","size":{{{bytes.Length}}},"urls":{"get":"{{{address}}}"}}""");
    };

    /// <summary>The bytes behind an address; empty where it is neither an upload nor a data address.</summary>
    public byte[] Read(string address) => address.StartsWith("data:", StringComparison.Ordinal) ? FromData(address) : _files.GetValueOrDefault(address, []);

    /// <summary>The bytes in a data address; empty where it is none.</summary>
    public static byte[] FromData(string address)
    {
        const string Mark = ";base64,";
        var at = address.IndexOf(Mark, StringComparison.Ordinal);
        return at > 0 ? Convert.FromBase64String(address[(at + Mark.Length)..]) : [];
    }
}
