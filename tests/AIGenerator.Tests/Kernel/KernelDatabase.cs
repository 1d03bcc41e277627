using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Kernel;

/// <summary>A database of the test class's own, on which tests start nodes.</summary>
public sealed class KernelDatabase(TestPostgres server) : TestDatabase(server)
{
    /// <summary>One process of the product on this database: its own container, its own connections.</summary>
    internal Task<KernelNode> NodeAsync(Action<IServiceCollection>? configure = null, bool isRunning = false, TimeProvider? clock = null) =>
        KernelNode.StartAsync(ConnectionString, configure, isRunning, clock);
}
