using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Web;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Text;
using AIGenerator.Models;
using AIGenerator.Providers.WebSearch;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Import;

/// <summary>Moves the chats of an import into the workspace.</summary>
internal sealed record RunImport(Guid ImportId) : IJob
{
    public static string JobName => "chat.import";
}

/// <summary>
/// One chat after the other, each in a transaction of its own that also removes it from those that wait: killed at any moment, the next run goes
/// on with the next chat, and nothing is there twice.
/// </summary>
internal sealed class RunImportHandler(AppDb db, INodeBus bus, IQueue queue, ImportedModels models, TimeProvider clock) : IJobHandler<RunImport>
{
    private static readonly TimeSpan NewsEvery = TimeSpan.FromMilliseconds(300);

    public async Task HandleAsync(RunImport job, JobRun run, CancellationToken ct)
    {
        var import = await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == job.ImportId && i.State == ImportState.Running, ct);
        if (import is null)
        {
            return;
        }

        var told = clock.GetTimestamp();
        while (await MoveNextAsync(import, ct))
        {
            if (clock.GetElapsedTime(told) > NewsEvery)
            {
                told = clock.GetTimestamp();
                await bus.NotifyAsync(db, ImportsTopic.Channel, import.Id.ToString(), ct);
            }
        }

        var now = clock.GetUtcNow();
        await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(
            row => row.SetProperty(i => i.State, ImportState.Done).SetProperty(i => i.FinishedAt, now), ct);
        await bus.NotifyAsync(db, ImportsTopic.Channel, import.Id.ToString(), ct);
    }

    private async Task<bool> MoveNextAsync(ImportRow import, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // Locked: a run that lost its lease and the one that follows it never move the same chat.
        var waiting = await db.ImportChats.FromSql($"select * from chat.import_chats where import_id = {import.Id} order by number limit 1 for update").AsNoTracking().FirstOrDefaultAsync(ct);
        if (waiting is null)
        {
            return false;
        }

        var chat = Guid.CreateVersion7(clock.GetUtcNow());
        var isNew = await db.Database.ExecuteSqlAsync(
            $"""
            insert into chat.imported_chats (workspace_id, source, source_id, chat_id)
            values ({import.WorkspaceId.Value}, {waiting.Source.ToString()}, {waiting.SourceId}, {chat}) on conflict do nothing
            """,
            ct) == 1;
        if (isNew)
        {
            Add(ImportedChat.Read(waiting.Document), chat, import.WorkspaceId, waiting.Source);
            queue.Enqueue(new IndexChat(chat));
            await db.SaveChangesAsync(ct);
        }

        await db.ImportChats.Where(c => c.ImportId == waiting.ImportId && c.Number == waiting.Number).ExecuteDeleteAsync(ct);
        var again = isNew ? 0 : 1;
        await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(
            row => row.SetProperty(i => i.Done, i => i.Done + 1).SetProperty(i => i.Duplicates, i => i.Duplicates + again), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private void Add(ImportedChat imported, Guid id, WorkspaceId workspace, ImportSource source)
    {
        var ids = new Guid[imported.Messages.Count];
        var comparisons = new Dictionary<int, Guid>();
        Guid? previous = null;
        for (var place = 0; place < ids.Length; place++)
        {
            var message = imported.Messages[place];

            // In the file's order, whatever its times say: each after the one it follows, siblings side by side.
            ids[place] = MessageIds.After(previous, message.At);
            previous = ids[place];
            db.Messages.Add(new MessageRow
            {
                Id = ids[place],
                ChatId = id,
                ParentId = message.Parent is { } parent && parent >= 0 && parent < place ? ids[parent] : null,
                Role = message.IsAnswer ? MessageRole.Assistant : MessageRole.User,
                Text = message.Text,
                Reasoning = message.Reasoning,
                Model = message.IsAnswer ? models.NameOf(message.Model ?? imported.Model, source) : null,
                State = message.IsAnswer ? GenerationState.Succeeded : null,
                StopReason = message.IsAnswer ? StopReason.Complete : null,
                Sources = message.IsAnswer ? StoredSources.Write([.. (message.Sources ?? []).Select(source => new WebPage(source.Title, source.Url, ""))]) : null,
                ComparisonId = message is { IsAnswer: true, Comparison: { } number } ? IdOf(comparisons, number) : null,
                VotedAt = message is { IsAnswer: true, Comparison: not null, IsBest: true } ? message.At : null,
                CreatedAt = message.At,
            });
        }

        db.Chats.Add(new ChatRow
        {
            Id = id,
            WorkspaceId = workspace,
            Title = imported.Title,
            Model = models.NextOf(imported.Model),
            LeafId = ids[Math.Clamp(imported.Leaf, 0, ids.Length - 1)],
            Instructions = imported.Instructions,
            Temperature = imported.Temperature,
            CreatedAt = imported.CreatedAt,
            UpdatedAt = imported.UpdatedAt,
        });
    }

    // Never the file's own: ids of comparisons are one for all workspaces.
    private Guid IdOf(Dictionary<int, Guid> comparisons, int number)
    {
        if (!comparisons.TryGetValue(number, out var id))
        {
            comparisons[number] = id = Guid.CreateVersion7(clock.GetUtcNow());
        }

        return id;
    }
}

/// <summary>Models' names from elsewhere: ours where we know the model, their own text where we do not.</summary>
internal sealed class ImportedModels(IModelCatalogue catalogue)
{
    /// <summary>What an answer's model is called here.</summary>
    public string NameOf(string? name, ImportSource source) =>
        Find(name)?.Id ?? (string.IsNullOrWhiteSpace(name) ? ProductOf(source) : StoredText.Clean(StoredText.Cut(name.Trim(), TextModel.LongestId)));

    /// <summary>The model that answers the next message.</summary>
    public string NextOf(string? name) => Find(name) is { } model ? catalogue.Resolve(model.Id)?.Id ?? catalogue.Default.Id : catalogue.Default.Id;

    /// <summary>How the product writes itself.</summary>
    public static string ProductOf(ImportSource source) => source switch
    {
        ImportSource.ChatGpt => "ChatGPT",
        ImportSource.Claude => "Claude",
        ImportSource.LibreChat => "LibreChat",
        ImportSource.OpenWebUi => "Open WebUI",
        ImportSource.AIGenerator => "AI Generator",
    };

    private TextModel? Find(string? name) => string.IsNullOrWhiteSpace(name)
        ? null
        : catalogue.Find(name.Trim()) ?? catalogue.TextModels.FirstOrDefault(model => string.Equals(model.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
}

/// <summary>Removes an import that nobody decided on.</summary>
internal sealed record ForgetImport(Guid ImportId) : IJob
{
    public static readonly TimeSpan After = TimeSpan.FromDays(1);

    public static string JobName => "chat.import-forget";
}

internal sealed class ForgetImportHandler(AppDb db) : IJobHandler<ForgetImport>
{
    public Task HandleAsync(ForgetImport job, JobRun run, CancellationToken ct) =>
        db.Imports.Where(i => i.Id == job.ImportId && i.State == ImportState.Ready).ExecuteDeleteAsync(ct);
}
