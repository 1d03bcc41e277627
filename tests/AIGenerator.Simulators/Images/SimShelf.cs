using System.Collections.Concurrent;

namespace AIGenerator.Simulators.Images;

/// <summary>Where a vendor keeps what it made, for a while: files at addresses of the simulator.</summary>
internal sealed class SimShelf
{
    private readonly ConcurrentDictionary<string, (string Type, byte[] Bytes)> _files = new(StringComparer.Ordinal);
    private int _last;

    public void Map(WebApplication app, string path) => app.MapGet(path + "/{name}", (string name) =>
        _files.TryGetValue(name, out var file) ? Results.Bytes(file.Bytes, file.Type) : Results.StatusCode(403));

    /// <summary>Its address.</summary>
    /// <param name="http">The exchange, whose host is the address's.</param>
    /// <param name="path">As mapped.</param>
    /// <param name="ending">Of the name, or empty.</param>
    /// <param name="file">Type and content.</param>
    /// <param name="plan">With <c>expired</c> the address answers 403, as after its time.</param>
    public string Put(HttpContext http, string path, string ending, (string Type, byte[] Bytes) file, SimPlan plan)
    {
        var name = $"{Interlocked.Increment(ref _last)}{ending}";
        if (!plan.Has("expired"))
        {
            _files[name] = file;
        }

        return $"{http.Request.Scheme}://{http.Request.Host}{path}/{name}?exp=1732360000&sig=sim";
    }
}
