namespace AIGenerator.Bench;

/// <summary>The product over a simulated OpenAI-compatible server, so that a conversation takes the whole way that a real one takes.</summary>
internal sealed class Simulated : IAsyncDisposable
{
    private Simulated(Child upstream, Child product)
    {
        Upstream = upstream;
        Product = product;
    }

    public Child Upstream { get; }

    public Child Product { get; }

    /// <summary>Catalogue id of the model that the simulator serves.</summary>
    public string Model => "local/sim-model";

    public static async Task<Simulated> StartAsync(CancellationToken ct)
    {
        var upstream = await Bench.Product.StartSimulatorAsync(ct);
        var settings = new Dictionary<string, string>
        {
            ["OPENAI_COMPATIBLE_BASE_URL"] = new Uri(upstream.Address, "/v1").AbsoluteUri,
            ["OPENAI_COMPATIBLE_MODELS"] = "sim-model",
            ["Generation__AtWorkPerWorkspace"] = "50",
        };
        return new Simulated(upstream, await Bench.Product.StartAsync(Bench.Product.NewDataFolder().FullName, settings, ct));
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
