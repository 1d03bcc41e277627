using AIGenerator.Generation.Assets;
using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Providers.Media;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation.Media;

/// <summary>Writes a generation of pictures, its hold and its job in one transaction, or nothing.</summary>
internal sealed class AcceptImage(
    AppDb db, IWallet wallet, IQueue queue, IImageCatalogue models, IModelAccess access, IFileRoom room, INodeBus bus,
    IOptions<GenerationOptions> options, TimeProvider clock)
{
    public async Task<Result<AcceptedMedia>> HandleAsync(ImageCommand command, CancellationToken ct)
    {
        if (await FirstOfAsync(command, ct) is { } first)
        {
            return first;
        }

        if (await RefusalAsync(command, ct) is { } refusal)
        {
            return refusal;
        }

        if (db.Database.CurrentTransaction is not null)
        {
            return await WriteAsync(command, ct);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var accepted = await WriteAsync(command, ct);
        if (accepted.Ok(out _, out _))
        {
            await transaction.CommitAsync(ct);
        }

        return accepted;
    }

    private async Task<Error?> RefusalAsync(ImageCommand command, CancellationToken ct)
    {
        if (models.RoutesFor(command.Model, command.Request.Task).Count == 0)
        {
            return new Error("models.unavailable", $"'{command.Model.Id}' has no provider on this installation.", ErrorKind.Unavailable, "model");
        }

        if (ImageRules.Check(command.Request, command.Model) is { } wrong)
        {
            return wrong;
        }

        return await PicturesRefusalAsync(command, ct) ?? await access.RefusalAsync(command.Workspace, command.Model, ct);
    }

    private async Task<Error?> PicturesRefusalAsync(ImageCommand command, CancellationToken ct)
    {
        var wanted = new[] { command.Request.Source, command.Request.Mask }.OfType<Guid>().Concat(command.Request.References ?? []).Distinct().ToArray();
        if (wanted.Length == 0)
        {
            return null;
        }

        var found = await db.Assets.AsNoTracking().Where(a => wanted.Contains(a.Id) && a.WorkspaceId == command.Workspace && a.DeletedAt == null)
            .Select(a => new NamedPicture(a.Id, a.MediaType, a.Width ?? 0, a.Height ?? 0)).ToDictionaryAsync(a => a.Id, ct);
        return found.Count < wanted.Length ? GenerationErrors.UnknownAsset : PictureRules.Check(command.Request, command.Model, found);
    }

    private async Task<Result<AcceptedMedia>> WriteAsync(ImageCommand command, CancellationToken ct)
    {
        // Accepts and ends of one workspace go one by one, so that its limit and its line are what the previous one left.
        await MediaLine.LockAsync(db, command.Workspace, ct);
        if (await FirstOfAsync(command, ct) is { } first)
        {
            return first;
        }

        var line = await MediaLine.OfAsync(db, command.Workspace, ct);
        var limit = options.Value.MediaInLinePerWorkspace;
        if (line.Open >= limit)
        {
            return new Error("generations.too-many", $"{limit} generations of this workspace can be open at once.", ErrorKind.TooManyRequests,
                Arguments: new Dictionary<string, object?> { ["limit"] = limit });
        }

        // Room for what is open, too: many orders at once would all find the room that one of them takes.
        if (await room.RefusalInTurnAsync(command.Workspace, (line.Open + 1) * RoomFor(command.Request), ct) is { } full)
        {
            return full;
        }

        var held = command.IsGift ? Credits.Zero : command.Model.PriceOf(command.Request.Quality, command.Request.Count).AtMost;
        var priority = await access.PriorityAsync(command.Workspace, ct);
        var isReleased = line.Released < options.Value.MediaAtWorkPerWorkspace;
        if (!await InsertAsync(command, held, priority, isReleased, ct))
        {
            return GenerationErrors.IdTaken;
        }

        if (held > Credits.Zero && !(await wallet.PlaceHoldAsync(command.Id, command.Workspace, held, ct)).Ok(out _, out var refusal))
        {
            return refusal;
        }

        if (isReleased)
        {
            queue.Enqueue(new DriveMedia(command.Id), uniqueKey: command.Id.ToString(), priority: priority);
        }

        await bus.NotifyAsync(db, MediaChannels.Changed, MediaChannels.Payload(command.Workspace, command.Id), ct);
        await db.SaveChangesAsync(ct);
        return new AcceptedMedia(command.Id, held, IsRepeat: false);
    }

    /// <summary>Bytes that the result of an order may take, roughly.</summary>
    private static long RoomFor(ImageRequest request)
    {
        const long Megabyte = 1024 * 1024;
        return request.Task switch
        {
            ImageTask.Upscale => 48 * Megabyte,
            ImageTask.Outpaint => 16 * Megabyte,
            _ => 3 * Megabyte * request.Count,
        };
    }

    /// <summary>The order that this id made before: the answer once more, or a refusal where it was another order. Null where it made none.</summary>
    private async Task<Result<AcceptedMedia>?> FirstOfAsync(ImageCommand command, CancellationToken ct)
    {
        var first = await db.Generations.AsNoTracking().Where(g => g.Id == command.Id && g.WorkspaceId == command.Workspace && g.Kind == GenerationKind.Image)
            .Join(db.Media, g => g.Id, m => m.Id, (g, m) => new { g.HeldCredits, g.Model, m.Request }).FirstOrDefaultAsync(ct);
        if (first is null)
        {
            return null;
        }

        var isSame = first.Model == command.Model.Id && MediaJson.Write(MediaJson.Request(first.Request)) == MediaJson.Write(command.Request);
        return isSame
            ? new AcceptedMedia(command.Id, first.HeldCredits, IsRepeat: true)
            : GenerationErrors.KeyTaken;
    }

    private async Task<bool> InsertAsync(ImageCommand command, Credits held, int priority, bool isReleased, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var request = MediaJson.Write(command.Request);
        return await db.Database.ExecuteSqlAsync(
            $"""
            with generation as (
                insert into generation.generations (id, workspace_id, kind, owner, model, state, held_credits, cost_credits, input_estimate, fee_credits,
                    max_output_tokens, is_balance_limited, attempt, created_at)
                values ({command.Id}, {command.Workspace.Value}, {nameof(GenerationKind.Image)}, {command.Owner}, {command.Model.Id}, {nameof(GenerationState.Queued)},
                    {held.Value}, 0, 0, 0, 0, false, 0, {now})
                on conflict (id) do nothing
                returning id)
            insert into generation.media (id, workspace_id, stage, version, request, count, priority, is_released, route, tries, withheld, deadline_at, created_at, updated_at)
            select id, {command.Workspace.Value}, {nameof(MediaStage.Waiting)}, 0, {request}::jsonb, {command.Request.Count}, {priority}, {isReleased}, 0, 0, 0,
                {now + options.Value.MediaDeadline}, {now}, {now}
            from generation
            """,
            ct) == 1;
    }
}
