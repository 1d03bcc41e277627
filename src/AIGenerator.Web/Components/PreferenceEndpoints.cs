using AIGenerator.Kernel.Localization;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Mvc;

namespace AIGenerator.Web.Components;

/// <summary>Language and theme for browsers without script; with script the theme changes at once and the language by the same form.</summary>
internal static class PreferenceEndpoints
{
    /// <summary>Maps the two forms. They change nothing but a cookie of the browser that sends them, so they need no token.</summary>
    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        var preferences = app.MapGroup("/preferences").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        preferences.MapPost("/theme", ChooseTheme);
        preferences.MapPost("/language", ChooseLanguage);
    }

    private static SeeOtherResult ChooseTheme(HttpContext http, [FromForm] string theme, [FromForm(Name = "return")] string? back)
    {
        if (Preferences.Themes.Contains(theme))
        {
            http.Remember(Preferences.ThemeCookie, theme);
        }

        return SeeOther(Local(back));
    }

    private static SeeOtherResult ChooseLanguage(HttpContext http, TextCatalogue catalogue, [FromForm] string language, [FromForm(Name = "return")] string? back)
    {
        if (!catalogue.Offered.Contains(language))
        {
            return SeeOther(Local(back));
        }

        http.Remember(Preferences.LanguageCookie, language);
        var path = Local(back);
        return SeeOther($"/{language}{(path == "/" ? "" : path)}");
    }

    // Only ways within this site: "//evil" and "/\evil" leave it, and browsers drop control characters in between.
    private static string Local(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl) ? path : "/";

    private static SeeOtherResult SeeOther(string path) => new(path);

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = LocalAddress.Encode(path);
            return Task.CompletedTask;
        }
    }
}
