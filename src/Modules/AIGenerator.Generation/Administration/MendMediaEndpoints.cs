using AIGenerator.Kernel.Localization;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Generation.Administration;

/// <summary>The forms of <c>/admin/generations</c>. The host's gate lets administrators alone below <c>/admin</c>; the policy says it once more.</summary>
internal static class MendMediaEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var generations = endpoints.MapGroup("/admin/generations/{id:guid}").RequireAuthorization(Accounts.AccountRoles.Administrator).ExcludeFromDescription();
        generations.MapPost("/cancellation", async (Guid id, MendMedia mend, ILocalizer texts, HttpContext http, CancellationToken ct) =>
            Back(http, await mend.CancelAsync(id, ct) ? (Tone.Success, texts["generation.admin.canceled"]) : (Tone.Warning, texts["generation.admin.too-late"])));
        generations.MapPost("/orders", async (Guid id, OrderAgain again, ILocalizer texts, HttpContext http, CancellationToken ct) =>
            Back(http, (await again.HandleAsync(id, ct)).Ok(out _, out var refusal) ? (Tone.Success, texts["generation.admin.ordered-again"]) : (Tone.Warning, texts.Describe(refusal))));
        generations.MapPost("/drive", async (Guid id, MendMedia mend, ILocalizer texts, HttpContext http, CancellationToken ct) =>
            Back(http, await mend.DriveAsync(id, ct) ? (Tone.Success, texts["generation.admin.driven"]) : (Tone.Warning, texts["generation.admin.too-late"])));
    }

    /// <summary>To the list as it was: its filter came along in the form's address.</summary>
    private static void Back(HttpContext http, (Tone Tone, string Text) said)
    {
        http.Flash(said.Tone, said.Text);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"{http.Request.PathBase}/admin/generations{http.Request.QueryString}";
    }
}
