using Microsoft.Extensions.Configuration;

namespace AIGenerator.Generation.Media;

/// <summary>Where vendors report the end of a job: <c>/api/webhooks/{provider}/{generation}</c> at our public address, https only.</summary>
internal sealed class ReportAddress(IConfiguration configuration)
{
    private readonly Uri? _home =
        Uri.TryCreate(configuration["APP_URL"], UriKind.Absolute, out var home) && home is { Scheme: "https", IsLoopback: false } ? home : null;

    /// <summary>Whether vendors can reach us, and safely.</summary>
    public bool IsThere => _home is not null;

    /// <summary>Null where they cannot.</summary>
    public Uri? Of(string provider, Guid generation) => _home is null ? null : new Uri(_home, $"/api/webhooks/{provider}/{generation}");
}
