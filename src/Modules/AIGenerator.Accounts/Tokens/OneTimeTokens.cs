using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Tokens;

/// <summary>Makes and uses up links that work once. The database keeps hashes only.</summary>
internal sealed class OneTimeTokens(AppDb db, TimeProvider clock)
{
    /// <summary>Adds a token to the context and returns the secret for the link; it exists once the caller has saved.</summary>
    public string Add(TokenPurpose purpose, Guid? user, TimeSpan lifetime)
    {
        var secret = Secret.New();
        var now = clock.GetUtcNow();
        db.OneTimeTokens.Add(new OneTimeToken
        {
            TokenHash = Secret.Hash(secret),
            Purpose = purpose,
            UserId = user,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        });
        return secret;
    }

    /// <summary>Whether the link would still work; uses nothing up.</summary>
    public Task<bool> IsValidAsync(TokenPurpose purpose, string? secret, CancellationToken ct) => Usable(purpose, secret).AnyAsync(ct);

    /// <summary>Whose the link is, or null where it does not work (or is nobody's); uses nothing up.</summary>
    public Task<Guid?> OwnerOfAsync(TokenPurpose purpose, string? secret, CancellationToken ct) =>
        Usable(purpose, secret).Select(token => token.UserId).SingleOrDefaultAsync(ct);

    /// <summary>Uses the link up: true for exactly one caller.</summary>
    public async Task<bool> RedeemAsync(TokenPurpose purpose, string? secret, CancellationToken ct) =>
        await Usable(purpose, secret).ExecuteDeleteAsync(ct) == 1;

    /// <summary>Makes every other link of this sort useless.</summary>
    public Task RevokeAsync(TokenPurpose purpose, Guid? user, CancellationToken ct) =>
        db.OneTimeTokens.Where(token => token.Purpose == purpose && token.UserId == user).ExecuteDeleteAsync(ct);

    private IQueryable<OneTimeToken> Usable(TokenPurpose purpose, string? secret)
    {
        var (hash, now) = (Secret.Hash(secret ?? ""), clock.GetUtcNow());
        return db.OneTimeTokens.Where(token => token.TokenHash == hash && token.Purpose == purpose && token.ExpiresAt > now);
    }
}
