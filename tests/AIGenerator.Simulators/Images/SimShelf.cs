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
    /// <param name="plan">With <c>expired</c> the address answers 403, as after its time; otherwise see <see cref="As"/>.</param>
    public string Put(HttpContext http, string path, string ending, (string Type, byte[] Bytes) file, SimPlan plan)
    {
        var name = $"{Interlocked.Increment(ref _last)}{ending}";
        if (!plan.Has("expired"))
        {
            _files[name] = As(plan, file);
        }

        return $"{http.Request.Scheme}://{http.Request.Host}{path}/{name}?exp=1732360000&sig=sim";
    }

    /// <summary>The file as a careless vendor serves it: <c>mistyped</c> under a wrong name, <c>page</c> a page that says it is gone in its place.</summary>
    public static (string Type, byte[] Bytes) As(SimPlan plan, (string Type, byte[] Bytes) file) =>
        plan.Has("page") ? ("text/html", "<html><body>This file has moved. sk-secret</body></html>"u8.ToArray())
        : plan.Has("mistyped") ? ("text/plain; charset=utf-8", file.Bytes)
        : file;

    /// <summary>Serves a file that a job made; 404 where there is none, or not any more.</summary>
    public static Task ServeAsync(HttpContext http, SimPlan? plan, byte[]? png)
    {
        if (plan is null || png is null || plan.Has("expired"))
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        (http.Response.ContentType, var bytes) = As(plan, ("image/png", png));
        return http.Response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }
}
