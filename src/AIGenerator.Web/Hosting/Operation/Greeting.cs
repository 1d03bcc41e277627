using AIGenerator.Accounts;
using AIGenerator.Web.Hosting.Configuration;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>The few lines that a person needs after the start, in plain words on the console.</summary>
internal sealed class Greeting(
    IServer server,
    HostSettings settings,
    Database database,
    ProviderKeys providers,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    Telemetry.StartGate gate)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        gate.HasStarted = true;
        if (LocalAddress() is not { } local)
        {
            return;
        }

        var address = settings.AppUrl?.ToString().TrimEnd('/') ?? local;
        var keys = providers.All.Where(vendor => vendor.IsSetUp).Select(vendor => vendor.Name).ToList();
        var lines = new List<string>
        {
            "",
            $"  AI Generator {ProductVersion.Text.Split('+')[0]} is ready:  {address}",
            keys.Count == 0 ? "  Models: built-in only, free and offline (set OPENROUTER_API_KEY or another key for more)" : $"  Models: built-in, and through {string.Join(", ", keys)}",
            $"  Database: {database.Description}",
        };
        if (await ClaimLinkAsync(stoppingToken) is { } claim)
        {
            lines.Add($"  Become administrator (once, within 24 hours, after signing in):  {address}{claim}");
        }

        lines.Add("  Ctrl+C stops it.");
        lines.Add("");
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, lines));
    }

    private async Task<string?> ClaimLinkAsync(CancellationToken ct)
    {
        if (settings.Role == HostRole.Worker)
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        return scope.ServiceProvider.GetService<IAdministratorClaim>() is { } claim ? await claim.CreateLinkPathAsync(ct) : null;
    }

    // A host that runs inside a test has no address, and nobody to greet.
    private string? LocalAddress() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
        .Replace("[::]", "localhost", StringComparison.Ordinal)
        .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
        .Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        .Replace("*", "localhost", StringComparison.Ordinal);
}
