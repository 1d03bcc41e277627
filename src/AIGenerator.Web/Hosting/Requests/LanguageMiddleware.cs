using System.Globalization;
using AIGenerator.Kernel.Localization;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>
/// The language of a request. <c>/uk/chat</c> becomes <c>/chat</c> below the path base <c>/uk</c>; a page asked for without a language is
/// redirected to the reader's: saved choice (<c>ag_lang</c>), then what the browser prefers. Calls of the API take that language, too.
/// </summary>
internal sealed class LanguageMiddleware(RequestDelegate next, TextCatalogue texts)
{
    /// <summary>The cookie with the saved choice.</summary>
    public const string Cookie = "ag_lang";

    private const string Home = "uk";

    private static readonly string[] WithoutLanguage = ["/api", "/health", "/assets", "/media", "/oauth", "/.well-known"];

    public async Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var (language, rest) = Split(request.Path.Value ?? "/");
        if (language is null)
        {
            if (NeedsLanguage(request))
            {
                // A language that is not offered (yet) must not stay in the address.
                Redirect(http, Preferred(request), rest ?? request.Path.Value!);
                return;
            }

            Speak(Preferred(request));
            await next(http);
            return;
        }

        Speak(language);
        var (path, pathBase) = (request.Path, request.PathBase);
        request.PathBase = pathBase.Add("/" + language);
        request.Path = rest;
        try
        {
            await next(http);
        }
        finally
        {
            request.Path = path;
            request.PathBase = pathBase;
        }
    }

    /// <summary>The language in the address if it is offered, and the path behind it if it is one of ours at all.</summary>
    private (string? Language, string? Remainder) Split(string path)
    {
        if (path.Length < 3 || (path.Length > 3 && path[3] != '/'))
        {
            return (null, null);
        }

        var candidate = path[1..3].ToLowerInvariant();
        if (!TextCatalogue.Known.Contains(candidate))
        {
            return (null, null);
        }

        var rest = path.Length > 3 ? path[3..] : "/";
        return (texts.Offered.Contains(candidate) && candidate == path[1..3] ? candidate : null, rest);
    }

    private static bool NeedsLanguage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !WithoutLanguage.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && !Path.HasExtension(request.Path.Value);

    private string Preferred(HttpRequest request)
    {
        if (request.Cookies[Cookie] is { } saved && texts.Offered.Contains(saved))
        {
            return saved;
        }

        var accepted = request.GetTypedHeaders().AcceptLanguage;
        var best = accepted
            .OrderByDescending(entry => entry.Quality ?? 1)
            .Select(entry => LanguageOf(entry))
            .FirstOrDefault(texts.Offered.Contains);
        return best ?? (accepted.Count > 0 ? TextCatalogue.Fallback : Home);
    }

    private static string LanguageOf(StringWithQualityHeaderValue entry) => entry.Value.Value is { Length: >= 2 } value ? value[..2].ToLowerInvariant() : "";

    private static void Redirect(HttpContext http, string language, string path)
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = $"/{language}{new PathString(path == "/" ? "" : path).ToUriComponent()}{http.Request.QueryString}";
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        http.Response.Headers.CacheControl = "no-cache";
    }

    private static void Speak(string language)
    {
        CultureInfo.CurrentCulture = TextCatalogue.CultureOf(language);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    }
}
