using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Accounts.Administration;

internal sealed partial class AdministratorClaim(AppDb db, OneTimeTokens tokens, OwnAccount own, ILogger<AdministratorClaim> logger) : IAdministratorClaim
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public async Task<string?> CreateLinkPathAsync(CancellationToken ct)
    {
        if (await HasAdministratorAsync(ct))
        {
            return null;
        }

        await tokens.RevokeAsync(TokenPurpose.ClaimAdministrator, null, ct);
        var secret = tokens.Add(TokenPurpose.ClaimAdministrator, null, Lifetime);
        await db.SaveChangesAsync(ct);
        return $"/admin/claim?token={secret}";
    }

    /// <summary>Whether the link would still make somebody administrator.</summary>
    public async Task<bool> IsOpenAsync(string? token, CancellationToken ct) =>
        await tokens.IsValidAsync(TokenPurpose.ClaimAdministrator, token, ct) && !await HasAdministratorAsync(ct);

    /// <summary>Makes the signed-in person the administrator.</summary>
    public async Task<Result<Done>> ClaimAsync(string? token, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await tokens.RedeemAsync(TokenPurpose.ClaimAdministrator, token, ct) || await HasAdministratorAsync(ct))
        {
            return LinkErrors.Invalid;
        }

        var id = own.Id;
        await db.Accounts.Where(account => account.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.IsAdministrator, true), ct);
        await transaction.CommitAsync(ct);
        LogClaimed(id);
        return Done.Value;
    }

    private Task<bool> HasAdministratorAsync(CancellationToken ct) => db.Accounts.AnyAsync(account => account.IsAdministrator, ct);

    [LoggerMessage(LogLevel.Warning, "Account {UserId} is now the administrator of this installation")]
    private partial void LogClaimed(Guid userId);
}
