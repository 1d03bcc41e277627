using System.Globalization;
using AIGenerator.Billing.Plans;
using AIGenerator.Kernel.Identity;
using AIGenerator.Wallet;

namespace AIGenerator.Billing.Grants;

/// <summary>The Free plan's credits of one calendar month (UTC): once for each workspace, gone when the month is over.</summary>
internal sealed class FreeGrant(IWallet wallet)
{
    /// <summary>False where the month was granted before.</summary>
    public Task<bool> GiveAsync(WorkspaceId workspace, GrantMonth month, CancellationToken ct)
    {
        var cause = new Cause(CauseKind.Plan, $"free:{workspace}:{month}", PlanCatalogue.Free.Name);
        return wallet.GrantAsync(workspace, PlanCatalogue.Free.Credits, LotSource.Plan, cause, month.End, ct);
    }
}

/// <summary>A calendar month in UTC.</summary>
internal sealed record GrantMonth(int Year, int Month)
{
    public static GrantMonth Of(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month);

    /// <exception cref="FormatException">Not like <c>2026-11</c>.</exception>
    public static GrantMonth Parse(string text)
    {
        var day = DateOnly.ParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new GrantMonth(day.Year, day.Month);
    }

    /// <summary>The first moment of the next month.</summary>
    public DateTimeOffset End => new DateTimeOffset(Year, Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");
}
