namespace AIGenerator.Web.Hosting.Requests;

/// <summary>Headers that tell browsers what our pages never do.</summary>
internal static class SecurityHeaders
{
    /// <summary>Key in <c>HttpContext.Items</c> of the nonce that a page may put into <c>&lt;meta name="csp-nonce"&gt;</c>; absent on shared pages.</summary>
    public const string Nonce = "csp-nonce";

    private const string Permissions = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(self), midi=(), payment=(), usb=()";

    /// <summary>Adds them to every answer. Scripts and styles come from our own address only; none stand in the page.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(static state =>
        {
            Write((HttpContext)state);
            return Task.CompletedTask;
        }, http);
        return next(http);
    });

    private static void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy(http.Items[Nonce] as string);
        }

        if (headers.CacheControl.Count == 0 && http.Response.ContentType is { } type)
        {
            // Pages and data show private things: no shared cache may keep them, and going back to a page asks again.
            headers.CacheControl = type.StartsWith("text/html", StringComparison.Ordinal) ? "private, no-cache"
                : type.StartsWith("application/json", StringComparison.Ordinal) || type.StartsWith("application/problem+json", StringComparison.Ordinal) ? "private, no-store"
                : headers.CacheControl;
        }
    }

    private static string Policy(string? nonce)
    {
        // The nonce lets Turbo add the style of its progress bar.
        var own = nonce is null ? "'self'" : $"'self' 'nonce-{nonce}'";
        return $"default-src 'self'; script-src {own}; style-src {own}; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
            + "worker-src 'self'; manifest-src 'self'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";
    }
}
