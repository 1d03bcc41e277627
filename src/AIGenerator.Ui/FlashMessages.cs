using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Ui;

/// <summary>A message for the page after a redirect, shown as a toast. Travels in a cookie of half a minute.</summary>
public static class FlashMessages
{
    /// <summary>The cookie's name; the script removes it after showing.</summary>
    public const string Cookie = "ag_flash";

    /// <summary>Leaves a message. Call before answering 303.</summary>
    /// <param name="http">The request being answered.</param>
    /// <param name="tone">How it looks; dangers stay until closed.</param>
    /// <param name="text">In the reader's language, plain text, up to 300 characters.</param>
    public static void Flash(this HttpContext http, Tone tone, string text)
    {
        var json = JsonSerializer.Serialize(new FlashText(tone.ToString().ToLowerInvariant(), text.Length > 300 ? text[..300] : text));
        http.Response.Cookies.Append(Cookie, Convert.ToBase64String(Encoding.UTF8.GetBytes(json)), new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromSeconds(30),
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            IsEssential = true,
        });
    }

    private sealed record FlashText(string Tone, string Text);
}
