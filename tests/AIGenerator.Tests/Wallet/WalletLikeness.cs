namespace AIGenerator.Tests.Wallet;

/// <summary>
/// What a wallet should do, in the plainest way: single credits. Each open hold owns credits that were valid when it was placed, found by
/// augmenting paths; a credit whose time is up and that no hold can claim is gone.
/// </summary>
internal sealed class WalletLikeness(TimeProvider clock)
{
    private readonly List<Lot> _lots = [];
    private readonly Dictionary<Guid, Placed> _holds = [];

    public long Balance => _lots.Sum(lot => lot.Left);

    public long Held => _holds.Values.Where(hold => hold.IsOpen).Sum(hold => hold.Amount);

    public long[] LotsInSpendingOrder => [.. InOrder().Select(lot => (long)lot.Left)];

    public bool Knows(Guid id) => _holds.ContainsKey(id);

    public void Grant(int amount, DateTimeOffset? end)
    {
        Expire();
        _lots.Add(new Lot(amount, end ?? DateTimeOffset.MaxValue, _lots.Count));
    }

    public bool Hold(Guid id, int amount)
    {
        Expire();
        if (amount > Balance - Held)
        {
            return false;
        }

        _holds.Add(id, new Placed(amount, clock.GetUtcNow()));
        return true;
    }

    public long Settle(Guid id, int cost)
    {
        Expire();
        var hold = _holds[id];
        if (hold.IsOpen)
        {
            hold.IsOpen = false;
            hold.Captured = Math.Min(cost, hold.Amount);
            Spend(hold.Captured);
        }

        return hold.Captured;
    }

    public void Release(Guid id) => _holds[id].IsOpen = false;

    public bool Adjust(int amount)
    {
        Expire();
        if (-amount > Balance - Held)
        {
            return false;
        }

        if (amount > 0)
        {
            Grant(amount, null);
        }
        else
        {
            Spend(-amount);
        }

        return true;
    }

    /// <summary>Credit by credit: one that is over goes unless the open holds would then lose a credit that they can claim among those that are over.</summary>
    public void Expire()
    {
        var now = clock.GetUtcNow();
        foreach (var lot in InOrder().Where(lot => lot.End <= now).Reverse().ToList())
        {
            while (lot.Left > 0 && Claimable(now) == ClaimableWithout(lot, now))
            {
                lot.Left--;
            }
        }
    }

    private int ClaimableWithout(Lot lot, DateTimeOffset now)
    {
        lot.Left--;
        var claimable = Claimable(now);
        lot.Left++;
        return claimable;
    }

    // How many credits of lots that are over can be given to holds placed before their end: the latest holds choose first, from the latest lots.
    private int Claimable(DateTimeOffset now)
    {
        var left = _lots.Where(lot => lot.End <= now).ToDictionary(lot => lot, lot => lot.Left);
        var claimed = 0;
        foreach (var hold in _holds.Values.Where(hold => hold.IsOpen).OrderByDescending(hold => hold.PlacedAt))
        {
            var wanted = hold.Amount;
            foreach (var lot in left.Keys.Where(lot => lot.End > hold.PlacedAt).OrderByDescending(lot => lot.End).ToList())
            {
                var taken = Math.Min(wanted, left[lot]);
                left[lot] -= taken;
                wanted -= taken;
                claimed += taken;
            }
        }

        return claimed;
    }

    private void Spend(int amount)
    {
        foreach (var lot in InOrder())
        {
            var taken = Math.Min(amount, lot.Left);
            lot.Left -= taken;
            amount -= taken;
        }

        amount.ShouldBe(0, "the lots cover every hold");
    }

    private List<Lot> InOrder() => [.. _lots.Where(lot => lot.Left > 0).OrderBy(lot => lot.End).ThenBy(lot => lot.Number)];

    private sealed class Lot(int left, DateTimeOffset end, int number)
    {
        public int Left { get; set; } = left;

        public DateTimeOffset End { get; } = end;

        public int Number { get; } = number;
    }

    private sealed class Placed(int amount, DateTimeOffset placedAt)
    {
        public int Amount { get; } = amount;

        public DateTimeOffset PlacedAt { get; } = placedAt;

        public bool IsOpen { get; set; } = true;

        public int Captured { get; set; }
    }
}
