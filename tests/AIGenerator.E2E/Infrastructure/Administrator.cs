using System.Globalization;
using System.Text.RegularExpressions;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>Becomes administrator the way an owner does: by the one-time link that the start prints.</summary>
internal static partial class Administrator
{
    public static async Task ClaimAsync(ChildServer host, HttpPerson person, CancellationToken ct)
    {
        var link = await host.OutputAsync(ClaimLink(), ct);
        using var answer = await person.SubmitAsync("/en" + link.Groups[1].Value, _ => null, form => form.Contains("_handler", StringComparison.Ordinal), ct);
        ((int)answer.StatusCode).ShouldBeInRange(300, 399);
    }

    /// <summary>Gives somebody tokens that expire never, which opens every model.</summary>
    public static async Task GrantAsync(HttpPerson administrator, string email, int credits, CancellationToken ct)
    {
        using var answer = await administrator.SubmitAsync(
            $"/en/admin/wallet?find={Uri.EscapeDataString(email)}",
            field => field switch { "amount" => credits.ToString(CultureInfo.InvariantCulture), "reason" => "For a test", _ => null },
            form => form.Contains("wallet-adjust", StringComparison.Ordinal),
            ct);
        ((int)answer.StatusCode).ShouldBeInRange(200, 399);
    }

    [GeneratedRegex("(/admin/claim\\?token=[A-Za-z0-9_-]+)", RegexOptions.None, 1000)]
    internal static partial Regex ClaimLink();
}
