using AIGenerator.Kernel.Money;

namespace AIGenerator.Wallet.Lots;

/// <summary>A lot whose time is up.</summary>
internal sealed record DueLot(long Id, Credits Remaining, DateTimeOffset ExpiresAt);

/// <summary>An open hold, for the question which lots it may still use.</summary>
internal sealed record OpenHold(Credits Amount, DateTimeOffset PlacedAt);

/// <summary>How much of a lot is to expire.</summary>
internal sealed record LotExpiry(long Lot, Credits Amount, Credits RemainingBefore);

/// <summary>Decides what expires. Pure.</summary>
internal static class LotPlan
{
    /// <summary>
    /// A lot outlives its time only as far as holds that were placed before its end need it, and the lots that end first cover them first,
    /// just as they would be spent. Later holds were placed against what does not expire, so they protect nothing here.
    /// </summary>
    public static IReadOnlyList<LotExpiry> ExpiriesOf(IEnumerable<DueLot> due, IReadOnlyCollection<OpenHold> holds)
    {
        var expiries = new List<LotExpiry>();
        var kept = Credits.Zero;
        foreach (var lot in due.OrderBy(lot => lot.ExpiresAt).ThenBy(lot => lot.Id))
        {
            var covered = holds.Where(hold => hold.PlacedAt < lot.ExpiresAt).Aggregate(Credits.Zero, (sum, hold) => sum + hold.Amount);
            var keep = Credits.Min(lot.Remaining, covered - kept);
            kept += keep;
            if (keep < lot.Remaining)
            {
                expiries.Add(new LotExpiry(lot.Id, lot.Remaining - keep, lot.Remaining));
            }
        }

        return expiries;
    }
}
