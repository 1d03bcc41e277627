using AIGenerator.Accounts.Sessions;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Results;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Accounts.Accounts;

internal sealed record DeleteAccountRequest(string? Password, string? Confirmation);

/// <summary>Deletes the account at once; every module erases what it keeps, through the events that this raises.</summary>
internal sealed partial class DeleteAccountHandler(
    AppDb db, OwnAccount own, IEvents events, INodeBus bus, SessionCookie session, TimeProvider clock, ILogger<DeleteAccountHandler> logger)
{
    public async Task<Result<Done>> HandleAsync(DeleteAccountRequest request, CancellationToken ct)
    {
        var account = await own.LoadAsync(ct);
        if (!string.Equals(request.Confirmation?.Trim(), account.Email, StringComparison.OrdinalIgnoreCase))
        {
            return new Error("accounts.confirmation-mismatch", "Type the account's address to confirm.", ErrorKind.Unprocessable, "confirmation");
        }

        if (await own.ProveAsync(account, request.Password, "password", ct) is { } unproven)
        {
            return unproven;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await events.RaiseAsync(new UserDeleted(new UserId(account.Id), clock.GetUtcNow()), ct);

        // Sessions and links go with the row.
        db.Accounts.Remove(account);
        await db.SaveChangesAsync(ct);
        await bus.AnnounceAsync(db, new UserId(account.Id), ct);
        await transaction.CommitAsync(ct);
        await session.EndAsync(ct);
        LogDeleted(account.Id);
        return Done.Value;
    }

    [LoggerMessage(LogLevel.Information, "Account {UserId} deleted by its person")]
    private partial void LogDeleted(Guid userId);
}
