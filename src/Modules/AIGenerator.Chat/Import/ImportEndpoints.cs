using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Ui;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Chat.Import;

/// <summary>An import: what the file holds, what is left out, how far it is.</summary>
/// <param name="Id">Follow it at the live topic <c>import:{id}</c>.</param>
/// <param name="State"><c>ready</c>, <c>running</c> or <c>done</c>.</param>
/// <param name="Sources">The products that wrote it, as they write themselves.</param>
/// <param name="Chats">New ones.</param>
/// <param name="Messages">In the new chats.</param>
/// <param name="Duplicates">Chats that are here already, or twice in the file.</param>
/// <param name="EmptyChats">Chats in which nobody said anything.</param>
/// <param name="HiddenMessages">System prompts and calls of tools.</param>
/// <param name="Attachments">Files and pictures, which the exports do not hold.</param>
/// <param name="Shortened">Messages cut or left out because of our limits.</param>
/// <param name="UnknownEntries">Entries that are chats of no product we know.</param>
/// <param name="Done">Chats dealt with so far.</param>
public sealed record ImportResponse(
    Guid Id, string State, IReadOnlyList<string> Sources, int Chats, int Messages, int Duplicates, int EmptyChats, int HiddenMessages, int Attachments, int Shortened,
    int UnknownEntries, int Done)
{
    internal static ImportResponse Of(ImportRow row) => new(
        row.Id, row.State.ToString().ToLowerInvariant(), SourcesOf(row), row.Chats, row.Messages, row.Duplicates, row.EmptyChats, row.HiddenMessages, row.Attachments,
        row.Shortened, row.UnknownEntries, row.Done);

    internal static IReadOnlyList<string> SourcesOf(ImportRow row) =>
        [.. row.Sources.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => ImportedModels.ProductOf(Enum.Parse<ImportSource>(name)))];
}

internal static class ImportEndpoints
{
    public const string Page = "/settings/data/import";

    public static void Map(IEndpointRouteBuilder chat, IEndpointRouteBuilder pages)
    {
        chat.MapPost("/imports", UploadAsync).WithMetadata(new UploadSize(), ReadsItsOwnBody.Mark).WithName("UploadImport")
            .WithSummary("Read an export of ChatGPT, Claude, LibreChat, Open WebUI or this product (multipart/form-data, one file) and say what is in it");
        chat.MapGet("/imports/{importId:guid}", GetAsync).WithName("GetImport").WithSummary("What is in the file and how far it is");
        chat.MapPut("/imports/{importId:guid}/start", StartAsync).WithName("StartImport").WithSummary("Take its chats over, in the background");
        chat.MapDelete("/imports/{importId:guid}", DropAsync).WithName("DropImport").WithSummary("Throw the file away before it was taken over");

        var settings = pages.MapGroup(Page + "/files").ExcludeFromDescription();
        settings.MapPost("/", UploadFromPageAsync).WithMetadata(new UploadSize(), ReadsItsOwnBody.Mark);
        settings.MapPost("/{importId:guid}/start", StartFromPageAsync);
        settings.MapPost("/{importId:guid}/drop", DropFromPageAsync);
    }

    private static async Task<Results<Created<ImportResponse>, ProblemHttpResult>> UploadAsync(ReceiveImport receive, HttpContext http, CancellationToken ct) =>
        (await ReceiveAsync(receive, http, ct)).Ok(out var import, out var refusal)
            ? TypedResults.Created($"/api/chat/imports/{import.Id}", ImportResponse.Of(import))
            : refusal.ToProblem(http);

    private static async Task<Results<Ok<ImportResponse>, ProblemHttpResult>> GetAsync(Guid importId, Imports imports, HttpContext http, CancellationToken ct) =>
        await imports.FindAsync(importId, ct) is { } import ? TypedResults.Ok(ImportResponse.Of(import)) : ChatErrors.UnknownImport.ToProblem(http);

    private static async Task<Results<Ok<ImportResponse>, ProblemHttpResult>> StartAsync(Guid importId, Imports imports, HttpContext http, CancellationToken ct) =>
        (await imports.StartAsync(importId, ct)).Ok(out var import, out var refusal) ? TypedResults.Ok(ImportResponse.Of(import)) : refusal.ToProblem(http);

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(Guid importId, Imports imports, HttpContext http, CancellationToken ct) =>
        (await imports.DropAsync(importId, ct)).Ok(out _, out var refusal) ? TypedResults.NoContent() : refusal.ToProblem(http);

    private static async Task<IResult> UploadFromPageAsync(ReceiveImport receive, ILocalizer texts, HttpContext http, CancellationToken ct) =>
        (await ReceiveAsync(receive, http, ct)).Ok(out var import, out var refusal) ? Go(http, $"{Page}/{import.Id}") : Refuse(http, texts, refusal);

    private static async Task<IResult> StartFromPageAsync(Guid importId, Imports imports, ILocalizer texts, HttpContext http, CancellationToken ct) =>
        (await imports.StartAsync(importId, ct)).Ok(out _, out var refusal) ? Go(http, $"{Page}/{importId}") : Refuse(http, texts, refusal);

    private static async Task<IResult> DropFromPageAsync(Guid importId, Imports imports, HttpContext http, CancellationToken ct)
    {
        await imports.DropAsync(importId, ct);
        return Go(http, Page);
    }

    private static StatusCodeHttpResult Refuse(HttpContext http, ILocalizer texts, Error refusal)
    {
        http.Flash(Tone.Danger, texts.Describe(refusal));
        return Go(http, Page);
    }

    private static StatusCodeHttpResult Go(HttpContext http, string path)
    {
        http.Response.Headers.Location = http.Href(path);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    // Not the framework's form, which would keep 200 megabytes before it lets go of the first.
    private static async Task<Result<ImportRow>> ReceiveAsync(ReceiveImport receive, HttpContext http, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
        {
            return ChatErrors.NoImportFile;
        }

        try
        {
            var parts = new MultipartReader(boundary.Value!, http.Request.Body);
            while (await parts.ReadNextSectionAsync(ct) is { } part)
            {
                if (part.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                {
                    var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                    return string.IsNullOrEmpty(name) ? ChatErrors.NoImportFile : await receive.HandleAsync(part.Body, name, ct);
                }
            }

            return ChatErrors.NoImportFile;
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ChatErrors.ImportTooLarge;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException && !ct.IsCancellationRequested)
        {
            return ChatErrors.NoImportFile;
        }
    }

    // The file and what a form puts around it.
    private sealed class UploadSize : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => ExportFile.Largest + (1024 * 1024);
    }
}
