using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Wallet;

internal static class WalletErrors
{
    public static Error Insufficient(Credits needed, Credits available) => new(
        "wallet.insufficient-credits",
        $"This needs {needed} credits and {available} are available.",
        ErrorKind.PaymentRequired,
        Arguments: new Dictionary<string, object?> { ["needed"] = needed.Value, ["available"] = available.Value });
}
