using System.Runtime.InteropServices;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>
/// The first Ctrl+C lets come home what is paid for; a second one ends the process at once. What it leaves behind is what a power cut leaves: leases run
/// out, and the embedded database is stopped by its watchdog.
/// </summary>
internal sealed class SecondInterrupt(IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    // As shells count: 128 and the signal's number.
    private const int Interrupted = 130;

    private PosixSignalRegistration? _second;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => _second = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Environment.Exit(Interrupted)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _second?.Dispose();
}
