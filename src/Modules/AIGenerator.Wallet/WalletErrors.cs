using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Wallet;

internal static class WalletErrors
{
    public static readonly Error AdjustmentKeyTaken = new("wallet.adjustment-key-taken", "An adjustment of another amount or wallet was booked under this key.", ErrorKind.Conflict);

    public static Error Insufficient(Credits needed, Credits available) => new(
        "wallet.insufficient-credits",
        $"This needs {needed} credits and {available} are available.",
        ErrorKind.PaymentRequired,
        Arguments: new Dictionary<string, object?> { ["needed"] = needed.Value, ["available"] = available.Value });
}
