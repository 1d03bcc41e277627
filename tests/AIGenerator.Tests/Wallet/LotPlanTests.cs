using AIGenerator.Kernel.Money;
using AIGenerator.Wallet.Lots;

namespace AIGenerator.Tests.Wallet;

public sealed class LotPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_holds_all_that_is_due_expires() =>
        Expired([Lot(1, 70, 0), Lot(2, 30, 1)], []).ShouldBe([(1, 70), (2, 30)]);

    [Fact]
    public void A_hold_placed_before_the_end_keeps_its_part() =>
        Expired([Lot(1, 70, 0)], [Hold(20, -1)]).ShouldBe([(1, 50)]);

    [Fact]
    public void A_hold_placed_after_the_end_keeps_nothing() =>
        Expired([Lot(1, 70, 0)], [Hold(20, 0), Hold(20, 1)]).ShouldBe([(1, 70)]);

    [Fact]
    public void The_lot_that_ends_first_covers_first_whatever_the_order_of_the_rows() =>
        Expired([Lot(2, 40, 1), Lot(1, 30, 0)], [Hold(50, -1)]).ShouldBe([(2, 20)]);

    [Fact]
    public void Lots_that_end_together_cover_in_the_order_of_their_ids() =>
        Expired([Lot(2, 40, 0), Lot(1, 30, 0)], [Hold(35, -1)]).ShouldBe([(2, 35)]);

    [Fact]
    public void A_hold_between_two_ends_uses_only_the_later_lot() =>
        Expired([Lot(1, 30, 0), Lot(2, 30, 10)], [Hold(20, 5)]).ShouldBe([(1, 30), (2, 10)]);

    [Fact]
    public void A_hold_larger_than_all_that_is_due_keeps_it_all() =>
        Expired([Lot(1, 30, 0), Lot(2, 30, 10)], [Hold(100, -1)]).ShouldBeEmpty();

    private static (long, long)[] Expired(DueLot[] due, OpenHold[] holds) =>
        [.. LotPlan.ExpiriesOf(due, holds).Select(expiry => (expiry.Lot, expiry.Amount.Value))];

    private static DueLot Lot(long id, long remaining, int minutes) => new(id, new Credits(remaining), Noon.AddMinutes(minutes));

    private static OpenHold Hold(long amount, int minutes) => new(new Credits(amount), Noon.AddMinutes(minutes));
}
