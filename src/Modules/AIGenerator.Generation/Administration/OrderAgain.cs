using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Administration;

/// <summary>
/// Orders for somebody what failed for them, at the operator's cost: nothing is held and nothing charged, since its owner saw no price. Once for each failure.
/// What stands elsewhere (an answer of a chat) is asked for again there.
/// </summary>
internal sealed partial class OrderAgain(
    AppDb db, IImageGenerations images, IImageCatalogue models, IEnumerable<IMediaOwner> owners, CurrentUser user, TimeProvider clock, ILogger<OrderAgain> logger)
{
    /// <summary>The new generation's id. Refusals: <c>generations.not-again</c>, and those of any order.</summary>
    public async Task<Result<Guid>> HandleAsync(Guid failed, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var work = await db.Media.FromSql($"select * from generation.media where id = {failed} for update").AsNoTracking().AnyAsync(ct)
            ? await MediaWork.LoadAsync(db, failed, ct)
            : null;
        if (work is not { Generation.State: GenerationState.Failed, Row.Again: null } || owners.Any(owner => owner.Kind == work.Generation.Owner)
            || models.Resolve(work.Generation.Model) is not { } model)
        {
            return GenerationErrors.NotAgain;
        }

        var order = new ImageCommand(Guid.CreateVersion7(clock.GetUtcNow()), work.Row.WorkspaceId, work.Generation.Owner, model, work.Request) { IsGift = true };
        if (!(await images.AcceptAsync(order, ct)).Ok(out _, out var refusal))
        {
            return refusal;
        }

        await db.Media.Where(m => m.Id == failed).ExecuteUpdateAsync(row => row.SetProperty(m => m.Again, order.Id), ct);
        await transaction.CommitAsync(ct);
        LogOrdered(user.Id, failed, order.Id, order.Workspace);
        return order.Id;
    }

    [LoggerMessage(LogLevel.Information, "Administrator {UserId} ordered failed generation {GenerationId} again as {NewId} for workspace {WorkspaceId}, free of charge")]
    private partial void LogOrdered(UserId? userId, Guid generationId, Guid newId, WorkspaceId workspaceId);
}
