using AIGenerator.Web.Hosting.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>Logs to the console, and everything to an OTLP collector where one is configured. The sources are the platform's own and ours.</summary>
internal static class Telemetry
{
    private static readonly string[] Sources = ["AIGenerator", "AIGenerator.*", "Microsoft.AspNetCore", "System.Net.Http", "Npgsql"];

    private static readonly string[] Meters =
        ["AIGenerator", "AIGenerator.*", "Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Npgsql"];

    /// <summary>Adds both.</summary>
    public static void AddTo(WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Logging.ClearProviders();

        // Why a start failed is said once and in words (Refusal), not as a stack trace before them.
        var gate = new StartGate();
        builder.Services.AddSingleton(gate);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => gate.HasStarted && level >= LogLevel.Information);
        if (builder.Environment.IsDevelopment() || !Console.IsOutputRedirected)
        {
            builder.Logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss ";
            });
        }
        else
        {
            builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
        }

        if (settings.OtlpEndpoint is not { } endpoint)
        {
            return;
        }

        var resource = ResourceBuilder.CreateDefault().AddService("aigenerator", serviceVersion: ProductVersion.Text);
        builder.Logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(resource).AddOtlpExporter(exporter => Point(exporter, endpoint, "logs")));
        builder.Services.AddHostedService(_ => new TelemetryExport(resource, endpoint, builder.Configuration));
    }

    // gRPC takes the bare address; HTTP wants the signal's own path. The standard variable OTEL_EXPORTER_OTLP_PROTOCOL decides.
    private static void Point(OtlpExporterOptions exporter, Uri endpoint, string signal) =>
        exporter.Endpoint = exporter.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + signal) : endpoint;

    /// <summary>Whether the host runs.</summary>
    internal sealed class StartGate
    {
        public bool HasStarted { get; set; }
    }

    // Providers that are built alone read OTEL_… from the process's environment, which .env is no part of: they get the host's settings instead.
    private sealed class TelemetryExport(ResourceBuilder resource, Uri endpoint, IConfiguration configuration) : IHostedService, IDisposable
    {
        private TracerProvider? _traces;
        private MeterProvider? _metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureServices(services => services.AddSingleton(configuration)).SetResourceBuilder(resource).AddSource(Sources)
                .AddOtlpExporter(exporter => Point(exporter, endpoint, "traces")).Build();
            _metrics = Sdk.CreateMeterProviderBuilder().ConfigureServices(services => services.AddSingleton(configuration)).SetResourceBuilder(resource).AddMeter(Meters)
                .AddOtlpExporter(exporter => Point(exporter, endpoint, "metrics")).Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            _traces?.Dispose();
            _metrics?.Dispose();
        }
    }
}
