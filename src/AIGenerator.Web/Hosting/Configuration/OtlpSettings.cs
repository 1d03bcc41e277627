namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>The standard settings of OpenTelemetry that its exporter would pass over in silence, or throw at, where they are wrong.</summary>
internal static class OtlpSettings
{
    private static readonly string[] Signals = ["", "TRACES_", "METRICS_", "LOGS_"];

    /// <summary>One line for each wrong setting; never a header, which may be a key.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        foreach (var signal in Signals)
        {
            var protocol = $"OTEL_EXPORTER_OTLP_{signal}PROTOCOL";
            if (configuration[protocol]?.Trim() is { Length: > 0 } word and not ("grpc" or "http/protobuf"))
            {
                yield return $"{protocol}: '{word}' is neither grpc nor http/protobuf.";
            }

            var headers = $"OTEL_EXPORTER_OTLP_{signal}HEADERS";
            if (configuration[headers]?.Trim() is { Length: > 0 } pairs && !pairs.Split(',').All(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0))
            {
                yield return $"{headers}: write name=value, several separated by commas.";
            }
        }
    }
}
