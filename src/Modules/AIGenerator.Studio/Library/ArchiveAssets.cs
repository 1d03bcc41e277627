using System.Globalization;
using System.Text.Json;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Studio.Images;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Library;

/// <summary>Body of <c>POST /api/assets/archive</c>, as JSON or as a form with several <c>ids</c>.</summary>
/// <param name="Ids">1 to 200 pictures of the workspace.</param>
/// <param name="Format"><c>png</c>, <c>jpeg</c> or <c>webp</c>; as they were made when null. Drawings stay SVG.</param>
public sealed record ArchiveRequest(IReadOnlyList<Guid>? Ids, string? Format = null);

/// <summary><c>POST /api/assets/archive</c>: chosen pictures as one ZIP, written while it is read. A page's form can post here, so that the browser saves it as it comes.</summary>
internal static class ArchiveAssetsEndpoint
{
    public const int Most = 200;

    public static void Map(IEndpointRouteBuilder assets) => assets.MapPost("/archive", HandleAsync)
        .WithName("ArchiveAssets").WithSummary("Up to 200 pictures as a ZIP, with a pictures.json that says how each was made")
        .Accepts<ArchiveRequest>("application/json", "application/x-www-form-urlencoded").Produces(StatusCodes.Status200OK, contentType: "application/zip");

    private static async Task<IResult> HandleAsync(CurrentUser user, IAssets assets, ArchiveWriter writer, ArchiveTurns turns, ILocalizer texts, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var chosen = await ChosenAsync(user, assets, http.Request, ct);
        if (!chosen.Ok(out var wanted, out var refusal))
        {
            return Refused(refusal, texts, http);
        }

        if (turns.TryTake(wanted.Workspace) is not { } turn)
        {
            return Refused(StudioErrors.ArchiveBusy, texts, http);
        }

        // The file is written after this method, as long as somebody reads it.
        http.Response.RegisterForDispose(turn);
        http.Response.Headers.CacheControl = "private, no-store";
        var name = string.Create(CultureInfo.InvariantCulture, $"pictures-{clock.GetUtcNow():yyyy-MM-dd}.zip");
        return TypedResults.Stream(output => writer.WriteAsync(output, wanted, ct), "application/zip", name);
    }

    private static async Task<Result<ArchiveOrder>> ChosenAsync(CurrentUser user, IAssets assets, HttpRequest request, CancellationToken ct)
    {
        if (await ReadAsync(request, ct) is not { Ids: { Count: >= 1 and <= Most } ids } asked)
        {
            return StudioErrors.ArchiveIds;
        }

        if (!SavedFormat.Knows(asked.Format))
        {
            return StudioErrors.AssetFormat;
        }

        var wanted = ids.Distinct().ToList();
        if (user.Workspace is not { } workspace || await assets.ListAsync(workspace, new AssetQuery(Most, Only: wanted), ct) is not { } found || found.Count < wanted.Count)
        {
            return StudioErrors.UnknownAsset;
        }

        return new ArchiveOrder(workspace, found, asked.Format);
    }

    private static async Task<ArchiveRequest?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            try
            {
                return request.HasJsonContentType() ? await request.ReadFromJsonAsync<ArchiveRequest>(ct) : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        var form = await request.ReadFormAsync(ct);
        var ids = new List<Guid>();
        foreach (var word in form["ids"].SelectMany(value => (value ?? "").Split(',')).Take(Most + 1))
        {
            if (!Guid.TryParse(word, out var id))
            {
                return null;
            }

            ids.Add(id);
        }

        return new ArchiveRequest(ids, form["format"]);
    }

    // A form leads somewhere: back to the pictures, with the refusal in words.
    private static IResult Refused(Error refusal, ILocalizer texts, HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return refusal.ToProblem(http);
        }

        http.Flash(Tone.Danger, texts.Describe(refusal));
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = http.Href("/images?view=grid");
        return TypedResults.Empty;
    }
}
