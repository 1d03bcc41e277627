using Microsoft.AspNetCore.Http;

namespace AIGenerator.Ui;

/// <summary>What a browser remembers about how the product looks.</summary>
public static class Preferences
{
    /// <summary>Cookie of the theme: <c>dark</c>, <c>light</c> or <c>system</c>.</summary>
    public const string ThemeCookie = "ag_theme";

    /// <summary>Cookie of the language.</summary>
    public const string LanguageCookie = "ag_lang";

    /// <summary>Cookie of the folded sidebar: <c>closed</c> or <c>open</c>.</summary>
    public const string SidebarCookie = "ag_sidebar";

    /// <summary>The themes, in the order of menus.</summary>
    public static readonly IReadOnlyList<string> Themes = ["system", "light", "dark"];

    /// <summary>The chosen theme; <c>system</c> where nothing was chosen, which is dark where the system has no wish.</summary>
    public static string Theme(this HttpContext? http) =>
        http?.Request.Cookies[ThemeCookie] is { } chosen && Themes.Contains(chosen) ? chosen : "system";

    /// <summary>Whether this browser keeps the sidebar folded.</summary>
    public static bool IsSidebarClosed(this HttpContext? http) => http?.Request.Cookies[SidebarCookie] == "closed";

    /// <summary>Remembers a choice for a year, readable by the script.</summary>
    public static void Remember(this HttpContext http, string cookie, string value) => http.Response.Cookies.Append(cookie, value, new CookieOptions
    {
        Path = "/",
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    });
}
