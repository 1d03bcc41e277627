using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>A body that is not what its header says, or that nobody can read, is the sender's mistake: 400, 413 or 415, and not a failure of ours.</summary>
internal static class MalformedBodies
{
    /// <summary>Inside the error answers, which draw the page or the problem; outside everything that reads bodies.</summary>
    public static IApplicationBuilder UseMalformedBodies(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (HasUnknownCharset(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception problem) when (!http.Response.HasStarted && StatusOf(http, problem) is { } status)
        {
            http.Response.Clear();
            http.Response.StatusCode = status;
        }
    });

    private static int? StatusOf(HttpContext http, Exception? problem) => problem switch
    {
        null => null,
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException or IOException when IsUnreadForm(http) => StatusCodes.Status400BadRequest,

        // Forms of pages are read whatever the request is, and the framework's reader refuses one that is none.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Http" } when !http.Request.HasFormContentType => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusOf(http, problem.InnerException),
    };

    // The same exceptions come from our own code, too, but not before the form has been read.
    private static bool IsUnreadForm(HttpContext http) => http.Request.HasFormContentType && http.Features.Get<IFormFeature>() is { Form: null };

    // UTF-7 is known and refused (System.Text.Encoding, .NET 5 and later).
    private static bool HasUnknownCharset(HttpRequest request)
    {
        if (request.ContentType is not { } type || !MediaTypeHeaderValue.TryParse(type, out var parsed) || parsed.Charset.Length == 0)
        {
            return false;
        }

        try
        {
            return parsed.Encoding is null;
        }
        catch (NotSupportedException)
        {
            return true;
        }
    }
}
