using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Accounts.Sessions;

/// <summary>The buttons of the settings pages that need no form of their own: each answers with its page and a word about what happened.</summary>
internal static class SettingsActions
{
    private const string Security = "/settings/security";

    public static void Map(IEndpointRouteBuilder app)
    {
        var settings = app.MapGroup("/settings");
        settings.MapPost("/sessions/revocation", RevokeAsync).WithName("RevokeSession");
        settings.MapPost("/sessions/others/revocation", RevokeOthersAsync).WithName("RevokeOtherSessions");
        settings.MapPost("/email/confirmation", ConfirmEmailAsync).WithName("RequestEmailConfirmation");
    }

    private static async Task<SeeOther> RevokeAsync([FromForm] Guid session, HttpContext http, OwnSessions sessions, ILocalizer texts, CancellationToken ct)
    {
        var revoked = await sessions.RevokeAsync(session, ct);
        return Answer(http, texts, revoked, Security, "accounts.sessions.ended");
    }

    // The form parameter is what makes the framework ask for the antiforgery token: without one it asks nobody.
    private static async Task<SeeOther> RevokeOthersAsync(IFormCollection _, HttpContext http, OwnSessions sessions, ILocalizer texts, CancellationToken ct)
    {
        await sessions.RevokeOthersAsync(ct);
        return Answer(http, texts, Done.Value, Security, "accounts.sessions.ended-others");
    }

    private static async Task<SeeOther> ConfirmEmailAsync(IFormCollection _, HttpContext http, RequestConfirmationHandler handler, ILocalizer texts, CancellationToken ct)
    {
        var sent = await handler.HandleAsync(ct);
        return Answer(http, texts, sent, "/settings", "accounts.email.sent");
    }

    private static SeeOther Answer(HttpContext http, ILocalizer texts, Result<Done> result, string page, string success)
    {
        if (result.Ok(out _, out var refusal))
        {
            http.Flash(Tone.Success, texts[success]);
        }
        else
        {
            http.Flash(Tone.Danger, texts.Describe(refusal));
        }

        return new SeeOther(http.Href(page));
    }
}
