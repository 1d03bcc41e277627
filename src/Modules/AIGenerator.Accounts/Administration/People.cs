using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Accounts.Administration;

internal sealed class People(AppDb db, ILookupNormalizer normalizer) : IPeople
{
    private const string Escape = "\\";

    public async Task<IReadOnlyList<Person>> FindAsync(string words, int most, CancellationToken ct)
    {
        var wanted = words.Trim();
        if (wanted.Length == 0)
        {
            return [];
        }

        var exact = normalizer.NormalizeEmail(wanted);
        var part = $"%{Literal(wanted)}%";
        return await db.Accounts.AsNoTracking()
            .Where(account => EF.Functions.ILike(account.Email!, part, Escape) || EF.Functions.ILike(account.DisplayName, part, Escape))
            .OrderBy(account => account.NormalizedEmail == exact ? 0 : 1).ThenBy(account => account.DisplayName).ThenBy(account => account.Id)
            .Take(most)
            .Select(account => new Person(new UserId(account.Id), account.DisplayName, account.Email!))
            .ToListAsync(ct);
    }

    public Task<Person?> OfAsync(UserId user, CancellationToken ct)
    {
        var id = user.Value;
        return db.Accounts.AsNoTracking().Where(account => account.Id == id)
            .Select(account => (Person?)new Person(user, account.DisplayName, account.Email!)).SingleOrDefaultAsync(ct);
    }

    // What a person types has no wildcards.
    private static string Literal(string words) => words
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
