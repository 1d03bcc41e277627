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

    [GeneratedRegex("(/admin/claim\\?token=[A-Za-z0-9_-]+)", RegexOptions.None, 1000)]
    internal static partial Regex ClaimLink();
}
