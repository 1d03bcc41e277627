using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Web.Components;

/// <summary>
/// Serves what the client build wrote to <c>wwwroot/assets</c>: each name carries its hash, so browsers and proxies keep it for ever, and each
/// text file lies there compressed already. Also the few plain files of <c>wwwroot</c>.
/// </summary>
internal static class ClientFiles
{
    private static readonly ConcurrentDictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".woff2"] = "font/woff2",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".png"] = "image/png",
    };

    /// <summary>
    /// Maps <c>/assets/{file}</c> and <c>/favicon.svg</c>. Answered straight from routing: who asks does not matter, so nobody is looked up.
    /// </summary>
    public static void MapClientFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/assets/{file}", (string file, HttpContext http, IWebHostEnvironment host) => Send(http, Path.Combine(host.WebRootPath, "assets"), file, "public, max-age=31536000, immutable"))
            .AllowAnonymous().ExcludeFromDescription().ShortCircuit();
        app.MapGet("/favicon.svg", (HttpContext http, IWebHostEnvironment host) => Send(http, host.WebRootPath, "favicon.svg", "public, max-age=86400"))
            .AllowAnonymous().ExcludeFromDescription().ShortCircuit();
    }

    private static IResult Send(HttpContext http, string folder, string file, string cache)
    {
        var path = Path.Combine(folder, file);
        if (file != Path.GetFileName(file) || !Types.TryGetValue(Path.GetExtension(file), out var type) || !File.Exists(path))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = cache;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var (encoding, suffix) = Encoding(http.Request.Headers.AcceptEncoding, path);
        if (encoding is not null)
        {
            http.Response.Headers.ContentEncoding = encoding;
        }

        return Results.File(path + suffix, type, lastModified: new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero), enableRangeProcessing: encoding is null);
    }

    private static (string? Name, string Suffix) Encoding(StringValues accepted, string path)
    {
        var wishes = accepted.ToString();
        return wishes.Contains("br", StringComparison.Ordinal) && File.Exists(path + ".br") ? ("br", ".br")
            : wishes.Contains("gzip", StringComparison.Ordinal) && File.Exists(path + ".gz") ? ("gzip", ".gz")
            : (null, "");
    }
}
