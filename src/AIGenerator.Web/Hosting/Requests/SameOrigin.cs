using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Antiforgery;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>
/// Refuses requests that another site makes in a signed-in person's name. Browsers say where a request comes from; a form that they say
/// nothing about must carry our token.
/// </summary>
internal sealed class SameOrigin(RequestDelegate next, IAntiforgery antiforgery)
{
    private static readonly Error Refused = new("web.cross-site", "This request did not come from our own pages. Reload the page and try again.", ErrorKind.Forbidden);

    public async Task InvokeAsync(HttpContext http)
    {
        if (await IsAllowedAsync(http))
        {
            await next(http);
        }
        else if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await Refused.ToProblem(http).ExecuteAsync(http);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }

    private async Task<bool> IsAllowedAsync(HttpContext http)
    {
        var request = http.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return true;
        }

        // Endpoints that no cookie opens (webhooks, API keys) say so with DisableAntiforgery.
        var disabled = http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is { RequiresValidation: false };
        return disabled || RequestSource.Of(request) switch
        {
            Source.OwnPage => true,
            Source.OtherSite => false,
            Source.Unknown => !request.HasFormContentType || (MayLookForToken(http) && await antiforgery.IsRequestValidAsync(http)),
        };
    }

    // A token in the form is only found by taking the form in, whole. What an endpoint reads itself may be hundreds of megabytes: there it stands in
    // the header, which is looked at first, or the request is refused before its body is read.
    private static bool MayLookForToken(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ReadsItsOwnBody>() is null || http.Request.Headers.ContainsKey(OriginAwareAntiforgery.Header);
}

/// <summary>Who makes a request, as far as a browser says.</summary>
internal enum Source
{
    /// <summary>A page of ours.</summary>
    OwnPage,

    /// <summary>A page of somebody else.</summary>
    OtherSite,

    /// <summary>Not a browser of the last years. It cannot be made to send JSON for another site; a form it can.</summary>
    Unknown,
}

/// <summary>Reads <c>Sec-Fetch-Site</c> and <c>Origin</c>, which scripts cannot forge.</summary>
internal static class RequestSource
{
    public static Source Of(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is "same-origin" or "none" ? Source.OwnPage : Source.OtherSite;
        }

        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0)
        {
            return Source.Unknown;
        }

        // Without the scheme: behind a proxy that ends TLS we would only guess it.
        return Uri.TryCreate(origin, UriKind.Absolute, out var url) && string.Equals(url.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            ? Source.OwnPage
            : Source.OtherSite;
    }
}
