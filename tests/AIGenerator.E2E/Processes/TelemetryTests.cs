using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_metrics_and_logs_reach_the_collector_and_name_nobody(bool isInFile)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var ct = patience.Token;
        await using var collector = new OtlpReceiver();
        (string Name, string Value)[] settings =
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.AbsoluteUri),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-tenant=ours"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"),
            ("OTEL_BSP_SCHEDULE_DELAY", "200"),
            ("OTEL_BLRP_SCHEDULE_DELAY", "200"),
        ];
        var folder = ChildServer.NewDataFolder();
        if (isInFile)
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, ".env"), settings.Select(setting => $"{setting.Name}={setting.Value}"), ct);
        }

        await using var host = await ChildServer.StartProductInAsync(folder, folder, ct, isInFile ? [] : settings);
        using var person = await HttpPerson.RegisterAsync(host.Address, ct);
        await person.AskAsync("built-in", "A secret question of mine", ct);

        await collector.HeardAsync("/v1/traces", "aigenerator", ct);
        await collector.HeardAsync("/v1/traces", "/register", ct);
        await collector.HeardAsync("/v1/metrics", "http.server.request.duration", ct);
        await collector.HeardAsync("/v1/metrics", "aigenerator.provider.requests", ct);
        await collector.HeardAsync("/v1/logs", "AIGenerator.Accounts", ct);

        collector.Tenants.ShouldBe(["ours"]);
        var all = collector.All;
        all.ShouldNotContain(person.Email);
        all.ShouldNotContain("correct horse battery");
        all.ShouldNotContain("A secret question of mine");
    }
}
