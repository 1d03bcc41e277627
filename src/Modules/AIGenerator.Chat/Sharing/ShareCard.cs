using System.Text.Encodings.Web;
using AIGenerator.Chat.Export;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Localization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Sharing;

/// <summary>
/// The picture that messengers and networks show for a link, 1200 × 630: the title, drawn once by the machine's Chromium; the product's own card
/// where there is none.
/// </summary>
internal static class ShareCard
{
    public const int Width = 1200;
    public const int Height = 630;

    // The product's mark, as in favicon.svg.
    private const string Mark = """
        <svg viewBox="0 0 24 24"><rect width="24" height="24" rx="7" fill="#36D4CF"/><path fill="#001616" d="M12 4.6c.9 4.6 2.8 6.5 7.4 7.4-4.6.9-6.5 2.8-7.4 7.4-.9-4.6-2.8-6.5-7.4-7.4 4.6-.9 6.5-2.8 7.4-7.4z"/></svg>
        """;

    private static readonly byte[] Plain = ReadPlain();

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/share/{token}/card.png", HandleAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> HandleAsync(
        string token, AppDb db, Chromium chromium, FailedDrawings drawings, HtmlEncoder encoder, ILocalizer texts, HttpContext http, CancellationToken ct)
    {
        if (!(await SharedChats.FindAsync(db, token, ct)).Ok(out var share, out var refusal))
        {
            return TypedResults.StatusCode(refusal.Code == ChatErrors.RevokedShare.Code ? StatusCodes.Status410Gone : StatusCodes.Status404NotFound);
        }

        var card = share.Card;
        if (card is null && chromium.IsThere && drawings.MayTry(share.Id))
        {
            card = await DrawAsync(share, db, chromium, drawings, PageOf(share, encoder, texts), ct);
        }

        http.Response.Headers.CacheControl = "public, max-age=60";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return TypedResults.File(card ?? Plain, "image/png");
    }

    private static async Task<byte[]?> DrawAsync(ShareRow share, AppDb db, Chromium chromium, FailedDrawings drawings, string page, CancellationToken ct)
    {
        if (!(await chromium.DrawAsync(page, Width, Height, ct)).Ok(out var card, out _))
        {
            drawings.Remember(share.Id);
            return null;
        }

        await db.Shares.Where(s => s.Id == share.Id && s.RevokedAt == null).ExecuteUpdateAsync(row => row.SetProperty(s => s.Card, card), ct);
        return card;
    }

    private static string PageOf(ShareRow share, HtmlEncoder encoder, ILocalizer texts) =>
        $$"""
        <!DOCTYPE html><html data-theme="dark"><head><meta charset="utf-8"><style>{{DocumentStyle.Css}}
        html { background: var(--surface-1); }
        body { position: absolute; inset: 0; inline-size: 1200px; block-size: 630px; margin: 0; box-sizing: border-box; padding: 72px 80px; display: flex; flex-direction: column;
          background: radial-gradient(900px 500px at 100% 0, #073232, transparent), #121519; color: #F2F4F6; font-family: var(--font-ui); }
        h1 { margin: 0; font-size: {{(share.Title.Length > 60 ? 56 : 72)}}px; line-height: 1.15; letter-spacing: -.02em; font-weight: 650; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; overflow-wrap: anywhere; }
        p { margin: 0; font-size: 30px; color: #B9BEC4; } p + h1 { margin-block-start: 28px; }
        footer { margin-block-start: auto; display: flex; align-items: center; gap: 20px; font-size: 34px; font-weight: 600; }
        svg { inline-size: 52px; block-size: 52px; }
        </style></head><body><p>{{encoder.Encode(texts["chat.share.card"])}}</p><h1 dir="auto">{{encoder.Encode(share.Title)}}</h1>
        <footer>{{Mark}}{{encoder.Encode(texts["ui.product"])}}</footer></body></html>
        """;

    private static byte[] ReadPlain()
    {
        using var stream = typeof(ShareCard).Assembly.GetManifestResourceStream("Sharing/card.png")
            ?? throw new InvalidOperationException("The product's card is not in the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
