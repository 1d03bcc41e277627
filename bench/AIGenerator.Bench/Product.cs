namespace AIGenerator.Bench;

/// <summary>The product and the simulators, as published by <c>bench/run.sh</c>, over a data folder of their own.</summary>
internal static class Product
{
    private static readonly string Root = Environment.GetEnvironmentVariable("BENCH_ROOT") ?? throw new InvalidOperationException("Start me with bench/run.sh.");

    /// <summary>The folder of the sources.</summary>
    public static string Source => Environment.GetEnvironmentVariable("BENCH_SOURCE")!;

    public static string WebRoot => Path.Combine(Root, "web", "wwwroot");

    public static Task<Child> StartAsync(string dataFolder, IReadOnlyDictionary<string, string>? settings, CancellationToken ct)
    {
        var environment = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["DATA_DIR"] = dataFolder,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Logging__LogLevel__Default"] = "Warning",
            ["RateLimits__Enabled"] = "false",
        };
        return Child.StartAsync(Path.Combine(Root, "web", "AIGenerator.Web.dll"), "/health/ready", environment, ct);
    }

    public static Task<Child> StartSimulatorAsync(CancellationToken ct) =>
        Child.StartAsync(Path.Combine(Root, "simulators", "AIGenerator.Simulators.dll"), "/", new Dictionary<string, string>(), ct);

    /// <summary>A new data folder that an unprivileged database server can reach.</summary>
    public static DirectoryInfo NewDataFolder() => Directory.CreateTempSubdirectory("aigenerator-bench-");
}
