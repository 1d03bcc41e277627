using System.Globalization;
using System.IO.Compression;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Export;

/// <summary>All chats as one archive, written while they are read: a workspace of any size needs the memory of its longest chat.</summary>
internal static class ExportAllChatsEndpoint
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/export", HandleAsync)
        .WithName("ExportAllChats").WithSummary("All chats of the workspace as a ZIP of markdown, json, html or pdf files");

    private static Results<PushStreamHttpResult, ProblemHttpResult> HandleAsync(
        CurrentUser user, IDbContextFactory<AppDb> database, ChatFiles files, Chromium chromium, TimeProvider clock, HttpContext http, CancellationToken ct, string format = "markdown")
    {
        if (ChatFiles.FormatOf(format) is not { } wanted)
        {
            return ChatErrors.UnknownFormat.ToProblem(http);
        }

        if (wanted == ChatFormat.Pdf && !chromium.IsThere)
        {
            return ChatErrors.NoPdf.ToProblem(http);
        }

        if (user.Workspace is not { } workspace)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        if (ChatFiles.Turns.TryTake(workspace) is not { } turn)
        {
            return ChatErrors.ExportAtWork.ToProblem(http);
        }

        // The file is written after this method, as long as somebody reads it.
        http.Response.RegisterForDispose(turn);
        http.Response.Headers.CacheControl = "private, no-store";
        var name = string.Create(CultureInfo.InvariantCulture, $"chats-{clock.GetUtcNow():yyyy-MM-dd}.zip");
        return TypedResults.Stream(output => WriteAsync(output, workspace, wanted, database, files, ct), "application/zip", name);
    }

    private static async Task WriteAsync(
        Stream output, WorkspaceId workspace, ChatFormat format, IDbContextFactory<AppDb> database, ChatFiles files, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        using var buffer = new ArchiveBuffer();
        await using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            var after = Guid.Empty;
            while (await ChatDocuments.IdsAsync(db, workspace, after, PageSize, ct) is { Count: > 0 } ids)
            {
                foreach (var id in ids)
                {
                    // Deleted since the page was read.
                    if (await ChatDocuments.ReadAsync(db, workspace, id, withTexts: format == ChatFormat.Json, ct) is { } chat)
                    {
                        await AddAsync(archive, chat, workspace, format, files, ct);
                        await buffer.MoveToAsync(output, ct);
                    }
                }

                after = ids[^1];
            }
        }

        await buffer.MoveToAsync(output, ct);
    }

    private static async Task AddAsync(ZipArchive archive, ChatDocument chat, WorkspaceId workspace, ChatFormat format, ChatFiles files, CancellationToken ct)
    {
        if (!(await files.WriteAsync(chat, workspace, format, ct)).Ok(out var file, out _))
        {
            // A chat that cannot be printed, for its length or in this moment, comes as the page that can be.
            await AddAsync(archive, chat, workspace, ChatFormat.Html, files, ct);
            return;
        }

        // The end of the id keeps chats of one title and day apart.
        var name = string.Create(CultureInfo.InvariantCulture, $"{chat.CreatedAt.UtcDateTime:yyyy-MM-dd} {SafeFileName.Of(chat.Title)} {chat.Id.ToString("N")[^8..]}");
        var entry = archive.CreateEntry(name + ChatFiles.ExtensionOf(format), CompressionLevel.Fastest);
        entry.LastWriteTime = chat.UpdatedAt;
        await using var content = await entry.OpenAsync(ct);
        await content.WriteAsync(file, ct);
    }

    /// <summary>Takes what the archive writes, which it does without waiting, until the next chance to send it on.</summary>
    private sealed class ArchiveBuffer : MemoryStream
    {
        // The archive must not go back to what has been sent.
        public override bool CanSeek => false;

        public async Task MoveToAsync(Stream output, CancellationToken ct)
        {
            await output.WriteAsync(GetBuffer().AsMemory(0, (int)Length), ct);
            SetLength(0);
        }
    }
}
