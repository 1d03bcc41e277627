using AIGenerator.Accounts.Sessions;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Accounts;

/// <summary>Changes the name shown to others.</summary>
internal sealed class UpdateProfileHandler(AppDb db, OwnAccount own)
{
    public async Task<Result<Done>> HandleAsync(string? displayName, CancellationToken ct)
    {
        var account = await own.LoadAsync(ct);
        if (!Profile.Name(displayName, account.Email!).Ok(out var name, out var bad))
        {
            return bad;
        }

        var id = account.Id;
        await db.Accounts.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.DisplayName, name), ct);
        return Done.Value;
    }
}

internal sealed record UpdateAppearanceRequest(string? Language, string? Theme);

/// <summary>Changes language and theme, here and in every browser that signs in later.</summary>
internal sealed class UpdateAppearanceHandler(AppDb db, OwnAccount own, SessionCookie session, TextCatalogue texts)
{
    public async Task<Result<Done>> HandleAsync(UpdateAppearanceRequest request, CancellationToken ct)
    {
        if (ThemeWords.Parse(request.Theme) is not { } theme)
        {
            return new Error("accounts.theme-unknown", "There is no such theme.", ErrorKind.Unprocessable, "theme");
        }

        if (request.Language is null || !texts.Offered.Contains(request.Language))
        {
            return new Error("accounts.language-unknown", "This language is not available.", ErrorKind.Unprocessable, "language");
        }

        var account = await own.LoadAsync(ct);
        (account.Theme, account.Language) = (theme, request.Language);
        await db.SaveChangesAsync(ct);
        session.RememberTaste(account);
        return Done.Value;
    }
}
