using System.Text.Encodings.Web;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Generation.Describing;

/// <summary>Keeps what models say of pictures, for the engine of texts.</summary>
internal sealed class DescriptionTexts(IDbContextFactory<AppDb> database) : ITextOwner
{
    public const string OwnerKind = "description";

    private static readonly char[] Frame = [' ', '\n', '\t', '"', '“', '”', '«', '»'];

    public string Kind => OwnerKind;

    public bool ShowsReasoning => false;

    public async Task SaveProgressAsync(IReadOnlyList<TextProgress> texts, CancellationToken ct)
    {
        var ids = texts.Select(t => t.Generation).ToArray();
        var words = texts.Select(t => StoredText.Clean(t.Text)).ToArray();
        await using var db = await database.CreateDbContextAsync(ct);

        // Only running ones: a node that lost its lease must not overwrite an end.
        await db.Database.ExecuteSqlAsync(
            $"""
            update generation.descriptions d set text = p.text from unnest({ids}, {words}) as p (id, text), generation.generations g
            where d.id = p.id and g.id = d.id and g.state = {nameof(GenerationState.Running)}
            """,
            ct);
    }

    public async Task<TextProgress?> ProgressOfAsync(Guid generation, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        return await db.Descriptions.AsNoTracking().Where(d => d.Id == generation).Select(d => new TextProgress(generation, d.Text, "")).FirstOrDefaultAsync(ct);
    }

    public async Task FinishAsync(IServiceProvider scope, TextOutcome outcome, CancellationToken ct)
    {
        // Some models put a prompt into quotation marks although they are asked not to.
        var text = StoredText.Clean(outcome.Text).Trim(Frame);
        await scope.GetRequiredService<AppDb>().Descriptions.Where(d => d.Id == outcome.Generation).ExecuteUpdateAsync(row => row.SetProperty(d => d.Text, text), ct);
    }

    public Task<ILiveRenderer> RendererOfAsync(Guid generation, CancellationToken ct) => Task.FromResult<ILiveRenderer>(new PlainWords());
}

/// <summary>Words without any form.</summary>
internal sealed class PlainWords : ILiveRenderer
{
    private string _text = "";

    public LiveMarkup Render(string added, bool isFinal)
    {
        _text += added;
        var html = $"<p>{HtmlEncoder.Default.Encode(_text)}</p>";
        return isFinal ? new LiveMarkup([html], "") : new LiveMarkup([], html);
    }
}
