using Microsoft.AspNetCore.Http;

namespace AIGenerator.Ui;

/// <summary>Addresses of pages. The host moves the language of <c>/uk/chat</c> into the path base, so pages never name one.</summary>
public static class Links
{
    /// <summary>A page's address in the language of this request.</summary>
    /// <param name="http">The request; without one the address has no language and redirects.</param>
    /// <param name="path">Starts with a slash, may carry a query and a fragment.</param>
    public static string Href(this HttpContext? http, string path)
    {
        var prefix = http?.Request.PathBase.Value ?? "";
        return path == "/" && prefix.Length > 0 ? prefix : prefix + path;
    }

    /// <summary>The sign-in page, which leads back to the page of this request.</summary>
    public static string SignInHref(this HttpContext? http)
    {
        var here = http is null || http.Request.Path.Value is null or "" or "/" ? "" : http.Href(http.Request.Path + http.Request.QueryString.Value);
        return http.Href("/login") + (here.Length == 0 ? "" : "?returnUrl=" + Uri.EscapeDataString(here));
    }

    /// <summary>The page of this request, in another language.</summary>
    public static string InLanguage(this HttpContext http, string language)
    {
        var path = http.Request.Path.Value is { Length: > 1 } value ? value : "";
        return $"/{language}{path}{http.Request.QueryString}";
    }
}
