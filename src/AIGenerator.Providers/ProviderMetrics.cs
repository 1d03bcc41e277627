using System.Diagnostics;
using System.Diagnostics.Metrics;
using AIGenerator.Providers.Text;
using AIGenerator.Providers.Text.Health;

namespace AIGenerator.Providers;

/// <summary>What is counted of every provider and model, in the meter <c>AIGenerator</c>.</summary>
internal sealed class ProviderMetrics
{
    public const string MeterName = "AIGenerator";

    private readonly Counter<long> _requests;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _fallbacks;
    private readonly Histogram<double> _firstOutput;
    private readonly TextSpeeds _speeds;

    public ProviderMetrics(IMeterFactory meters, TextSpeeds speeds)
    {
        _speeds = speeds;
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("aigenerator.provider.requests", "{request}", "Attempts at a provider.");
        _failures = meter.CreateCounter<long>("aigenerator.provider.failures", "{failure}", "Attempts that failed, by code.");
        _tokens = meter.CreateCounter<long>("aigenerator.provider.tokens", "{token}", "Tokens that providers counted.");
        _opened = meter.CreateCounter<long>("aigenerator.provider.opened", "{time}", "Times a provider, or a model there, was found to keep failing, by code.");
        _skipped = meter.CreateCounter<long>("aigenerator.provider.skipped", "{request}", "Requests that passed over a route which keeps failing.");
        _fallbacks = meter.CreateCounter<long>("aigenerator.provider.fallbacks", "{answer}", "Answers that another route than the best one gave.");
        _firstOutput = meter.CreateHistogram<double>("aigenerator.provider.first_output", "s", "From the request to the first output.");
    }

    public void Started(string provider, string model) => _requests.Add(1, Tags(provider, model));

    public void Failed(string provider, string model, string code)
    {
        var tags = Tags(provider, model);
        tags.Add("code", code);
        _failures.Add(1, tags);
    }

    public void Opened(string provider, string model, string code)
    {
        var tags = Tags(provider, model);
        tags.Add("code", code);
        _opened.Add(1, tags);
    }

    public void Skipped(string provider, string model) => _skipped.Add(1, Tags(provider, model));

    public void FellBack(string from, string to) => _fallbacks.Add(1, new TagList { { "from", from }, { "to", to } });

    public void FirstOutput(string provider, string model, TimeSpan elapsed)
    {
        _firstOutput.Record(elapsed.TotalSeconds, Tags(provider, model));
        _speeds.Add(new TextRoute(provider, model), elapsed);
    }

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
