using System.Text;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Export;

internal static class ExportChatEndpoint
{
    public static void Map(IEndpointRouteBuilder chat) => chat.MapGet("/{chatId:guid}/export", HandleAsync)
        .WithName("ExportChat").WithSummary("A chat as a file: markdown, json (docs/chat-export.md), html or pdf; the shown branch or all");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid chatId, CurrentUser user, AppDb db, ChatFiles files, HttpContext http, CancellationToken ct, string format = "markdown", string? branch = null)
    {
        if (ChatFiles.FormatOf(format) is not { } wanted || branch is not (null or "shown" or "all"))
        {
            return ChatErrors.UnknownFormat.ToProblem(http);
        }

        if (user.Workspace is not { } workspace)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        using var turn = ChatFiles.Turns.TryTake(workspace);
        if (turn is null)
        {
            return ChatErrors.ExportAtWork.ToProblem(http);
        }

        if (await ChatDocuments.ReadAsync(db, workspace, chatId, withTexts: wanted == ChatFormat.Json, ct) is not { } chat)
        {
            return ChatErrors.Unknown.ToProblem(http);
        }

        // JSON is for machines and takes everything unless told otherwise; the others are for reading.
        var isWhole = branch is null ? wanted == ChatFormat.Json : branch == "all";
        if (!(await files.WriteAsync(isWhole ? chat : chat.Shown(), workspace, wanted, ct)).Ok(out var file, out var refusal))
        {
            return refusal.ToProblem(http);
        }

        // Opened instead of saved, the file still runs nothing.
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file, ChatFiles.TypeOf(wanted), SafeFileName.Of(chat.Title) + ChatFiles.ExtensionOf(wanted));
    }
}

/// <summary>Sorts of files a chat can be taken along in.</summary>
internal enum ChatFormat
{
    Markdown,

    Json,

    Html,

    Pdf,
}

/// <summary>Writes a chat in any of the formats.</summary>
internal sealed class ChatFiles(HtmlExport html, Chromium chromium, DocumentNames names, ILocalizer texts, TimeProvider clock)
{
    /// <summary>A whole chat stands in memory while its file is made.</summary>
    public static OnePerWorkspace Turns { get; } = new();

    public static ChatFormat? FormatOf(string name) => name switch
    {
        "markdown" => ChatFormat.Markdown,
        "json" => ChatFormat.Json,
        "html" => ChatFormat.Html,
        "pdf" => ChatFormat.Pdf,
        _ => null,
    };

    public static string ExtensionOf(ChatFormat format) => format switch
    {
        ChatFormat.Markdown => ".md",
        ChatFormat.Json => ".json",
        ChatFormat.Html => ".html",
        ChatFormat.Pdf => ".pdf",
    };

    public static string TypeOf(ChatFormat format) => format switch
    {
        ChatFormat.Markdown => "text/markdown; charset=utf-8",
        ChatFormat.Json => "application/json",
        ChatFormat.Html => "text/html; charset=utf-8",
        ChatFormat.Pdf => "application/pdf",
    };

    /// <summary>The file. Refusals, of PDF only: <c>chat.no-pdf</c>, <c>chat.pdf-too-long</c>, <c>chat.pdf-failed</c>.</summary>
    public async Task<Result<byte[]>> WriteAsync(ChatDocument chat, WorkspaceId workspace, ChatFormat format, CancellationToken ct) => format switch
    {
        ChatFormat.Markdown => Encoding.UTF8.GetBytes(MarkdownExport.Write(chat, names, texts, clock.GetUtcNow())),
        ChatFormat.Json => await JsonAsync(chat, ct),
        ChatFormat.Html => Encoding.UTF8.GetBytes(await html.WriteAsync(chat, workspace, isPrinted: false, ct)),
        ChatFormat.Pdf => chromium.IsThere ? await chromium.PrintAsync(await html.WriteAsync(chat, workspace, isPrinted: true, ct), ct) : ChatErrors.NoPdf,
    };

    private async Task<byte[]> JsonAsync(ChatDocument chat, CancellationToken ct)
    {
        using var file = new MemoryStream();
        await JsonExport.WriteAsync(file, chat, clock.GetUtcNow(), ct);
        return file.ToArray();
    }
}
