using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Chat.Export;

/// <summary>One HTML file that brings its style along and runs nothing. Written to be printed it is light, draws its formulas and colours its code.</summary>
internal sealed class HtmlExport(IServiceProvider services, ILoggerFactory loggers, DocumentNames names, EmbeddedPictures pictures, PrintScript print, TimeProvider clock)
{
    /// <summary>The file's text.</summary>
    /// <param name="chat">What is written.</param>
    /// <param name="workspace">Whose it is.</param>
    /// <param name="isPrinted">Whether Chromium prints it, or a person opens it.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<string> WriteAsync(ChatDocument chat, WorkspaceId workspace, bool isPrinted, CancellationToken ct)
    {
        var lines = await pictures.PutAsync(DocumentLine.Of(chat, names), workspace, ct);
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<ExportedPage>(ParameterView.FromDictionary(new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ExportedPage.Chat)] = chat,
                [nameof(ExportedPage.Lines)] = lines,
                [nameof(ExportedPage.Now)] = clock.GetUtcNow(),
                [nameof(ExportedPage.Script)] = isPrinted ? print.Text : null,
                [nameof(ExportedPage.Policy)] = isPrinted ? print.Policy : DocumentStyle.Policy,
            }));
            return page.ToHtmlString();
        });
    }
}
