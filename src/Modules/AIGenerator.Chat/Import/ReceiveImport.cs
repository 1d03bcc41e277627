using System.Security.Cryptography;
using System.Text;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Import.Formats;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Import;

/// <summary>Reads a file from elsewhere and puts its chats where they wait. Nothing of it shows among the chats yet.</summary>
internal sealed class ReceiveImport(AppDb db, CurrentUser user, IQueue queue, TimeProvider clock)
{
    /// <summary>Chats of one file.</summary>
    public const int MostChats = 50_000;

    /// <summary>How the names of arriving files begin.</summary>
    public const string FilePrefix = "aig-import-";

    private const int BatchSize = 50;

    // Reading takes memory: one at a time in this process, the others wait a little. A file that arrives takes room on the disk.
    private static readonly SemaphoreSlim Turn = new(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly OnePerWorkspace Arrivals = new();

    /// <summary>
    /// The import, ready to be looked at. Refusals: <c>chat.sign-in-to-import</c>, <c>chat.read-only</c>, <c>chat.import-too-large</c>,
    /// <c>chat.not-an-export</c>, <c>chat.nothing-to-import</c>; <c>chat.import-at-work</c> while another file of the workspace is read, and
    /// <c>chat.imports-busy</c> while too many of other people are.
    /// </summary>
    /// <param name="upload">The file as it arrives.</param>
    /// <param name="fileName">What it is called, to be shown.</param>
    /// <param name="ct">Stops reading; nothing is kept then.</param>
    public async Task<Result<ImportRow>> HandleAsync(Stream upload, string fileName, CancellationToken ct)
    {
        if (!user.IsSignedIn)
        {
            return ChatErrors.SignInToImport;
        }

        if (!user.MayWrite())
        {
            return ChatErrors.ReadOnly;
        }

        using var arrival = Arrivals.TryTake(user.WorkspaceId);
        if (arrival is null)
        {
            return ChatErrors.ImportAtWork;
        }

        try
        {
            await using var file = await ArriveAsync(upload, ct);
            if (!await Turn.WaitAsync(Patience, ct))
            {
                return ChatErrors.ImportsBusy;
            }

            try
            {
                return await StoreAsync(file, fileName, ct);
            }
            finally
            {
                Turn.Release();
            }
        }
        catch (UnreadableExport problem)
        {
            return problem.Refusal;
        }
    }

    // On disk first: a slow sender must hold no transaction, and an archive is read from its end.
    private static async Task<FileStream> ArriveAsync(Stream upload, CancellationToken ct)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), FilePrefix + Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            await new LimitedStream(upload, new ByteAllowance(ExportFile.Largest)).CopyToAsync(file, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<Result<ImportRow>> StoreAsync(FileStream file, string fileName, CancellationToken ct)
    {
        var (workspace, now) = (user.WorkspaceId, clock.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var count = new ImportCount();
        var seen = new HashSet<(ImportSource, string)>();
        var batch = new List<ImportChatRow>(BatchSize);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);

        // One file is looked at at a time; an earlier one that was not wanted goes.
        await db.Imports.Where(i => i.WorkspaceId == workspace && i.State == ImportState.Ready).ExecuteDeleteAsync(ct);
        db.Imports.Add(RowOf(id, fileName, count, seen, now));
        await db.SaveChangesAsync(ct);
        await foreach (var entry in ExportFile.ReadAsync(file, ct))
        {
            if (ForeignFormats.Read(entry) is not { } foreign)
            {
                count.UnknownEntries++;
            }
            else if (ForeignTree.Check(foreign, count, now) is { } chat)
            {
                var key = (foreign.Source, KeyOf(foreign, chat));
                if (seen.Add(key))
                {
                    batch.Add(new ImportChatRow
                    {
                        ImportId = id, Number = seen.Count, Source = key.Source, SourceId = key.Item2, Title = chat.Title, Messages = chat.Messages.Count, Document = chat.Write(),
                    });
                }
                else
                {
                    CountAgain(count, chat.Messages.Count);
                }

                if (seen.Count > MostChats)
                {
                    return ChatErrors.ImportTooLarge;
                }
            }

            if (batch.Count == BatchSize)
            {
                await SaveAsync(batch, count, ct);
            }
        }

        await SaveAsync(batch, count, ct);
        if (count.Chats + count.Duplicates + count.EmptyChats == 0)
        {
            return count.UnknownEntries > 0 ? ChatErrors.NotAnExport : ChatErrors.NothingToImport;
        }

        var row = RowOf(id, fileName, count, seen, now);
        db.Imports.Update(row);

        // Not decided on within a day, it is not wanted.
        queue.Enqueue(new ForgetImport(id), now + ForgetImport.After);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return row;
    }

    private async Task SaveAsync(List<ImportChatRow> batch, ImportCount count, CancellationToken ct)
    {
        var (workspace, ids) = (user.WorkspaceId, batch.Select(chat => chat.SourceId).ToArray());
        var known = await db.ImportedChats.AsNoTracking().Where(chat => chat.WorkspaceId == workspace && ids.Contains(chat.SourceId))
            .Select(chat => new { chat.Source, chat.SourceId }).ToListAsync(ct);

        // Our own file, brought back to where it came from: the chats that are still here do not come twice.
        var own = batch.Select(OwnId).OfType<Guid>().ToArray();
        List<Guid> here = own.Length == 0
            ? []
            : await db.Chats.Where(chat => chat.WorkspaceId == workspace && own.Contains(chat.Id) && chat.DeletedAt == null).Select(chat => chat.Id).ToListAsync(ct);
        foreach (var chat in batch)
        {
            if (known.Contains(new { chat.Source, chat.SourceId }) || (OwnId(chat) is { } id && here.Contains(id)))
            {
                CountAgain(count, chat.Messages);
            }
            else
            {
                db.ImportChats.Add(chat);
            }
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        batch.Clear();
    }

    private static Guid? OwnId(ImportChatRow chat) => chat.Source == ImportSource.AIGenerator && Guid.TryParse(chat.SourceId, out var id) ? id : null;

    private static void CountAgain(ImportCount count, int messages)
    {
        count.Chats--;
        count.Messages -= messages;
        count.Duplicates++;
    }

    // A chat without an id is known by what it says.
    private static string KeyOf(ForeignChat foreign, ImportedChat chat) => foreign.Id is { Length: > 0 and <= ImportChatRowConfiguration.SourceIdLength } id && StoredText.Clean(id) == id
        ? id
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chat.Write())));

    private ImportRow RowOf(Guid id, string fileName, ImportCount count, HashSet<(ImportSource Source, string Id)> seen, DateTimeOffset now) => new()
    {
        Id = id,
        WorkspaceId = user.WorkspaceId,
        FileName = StoredText.Clean(StoredText.Cut(Path.GetFileName(fileName) is { Length: > 0 } name ? name : "?", ImportRowConfiguration.NameLength)),
        Sources = string.Join(',', seen.Select(key => key.Source).Distinct().Order()),
        State = ImportState.Ready,
        Chats = count.Chats,
        Messages = count.Messages,
        Duplicates = count.Duplicates,
        EmptyChats = count.EmptyChats,
        HiddenMessages = count.HiddenMessages,
        Attachments = count.Attachments,
        Shortened = count.Shortened,
        UnknownEntries = count.UnknownEntries,
        CreatedAt = now,
    };
}
