using System.Diagnostics;
using System.Diagnostics.Metrics;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers;

/// <summary>What is counted of every provider and model, in the meter <c>AIGenerator</c>.</summary>
internal sealed class ProviderMetrics
{
    public const string MeterName = "AIGenerator";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _firstOutput;

    public ProviderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("aigenerator.provider.requests", "{request}", "Attempts at a provider.");
        _failures = meter.CreateCounter<long>("aigenerator.provider.failures", "{failure}", "Attempts that failed, by code.");
        _tokens = meter.CreateCounter<long>("aigenerator.provider.tokens", "{token}", "Tokens that providers counted.");
        _firstOutput = meter.CreateHistogram<double>("aigenerator.provider.first_output", "s", "From the request to the first output.");
    }

    public void Started(string provider, string model) => _requests.Add(1, Tags(provider, model));

    public void Failed(string provider, string model, string code)
    {
        var tags = Tags(provider, model);
        tags.Add("code", code);
        _failures.Add(1, tags);
    }

    public void FirstOutput(string provider, string model, TimeSpan elapsed) => _firstOutput.Record(elapsed.TotalSeconds, Tags(provider, model));

    public void Finished(string provider, string model, TextUsage? usage)
    {
        if (usage is null)
        {
            return;
        }

        var input = Tags(provider, model);
        input.Add("direction", "input");
        _tokens.Add(usage.InputTokens, input);
        var output = Tags(provider, model);
        output.Add("direction", "output");
        _tokens.Add(usage.OutputTokens, output);
    }

    private static TagList Tags(string provider, string model) => new() { { "provider", provider }, { "model", model } };
}
