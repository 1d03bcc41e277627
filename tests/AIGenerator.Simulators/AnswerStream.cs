using System.Text;
using Microsoft.AspNetCore.Connections.Features;

namespace AIGenerator.Simulators;

/// <summary>Writes one streamed answer on its beat, with the plan's faults; a vendor says how its events look.</summary>
internal abstract class AnswerStream(HttpContext http, SimPlan plan)
{
    protected SimPlan Plan => plan;

    protected HttpResponse Response => http.Response;

    protected string Eol { get; } = plan.Has("crlf") ? "\r\n" : "\n";

    protected int Words => plan.Fault == "nothing" ? 0 : plan.Pieces?.Count ?? plan.Tokens;

    public async Task WriteAsync(CancellationToken ct)
    {
        if (plan.Has("whole"))
        {
            http.Response.ContentType = "application/json";
            await http.Response.WriteAsync(Whole(), ct);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        if (plan.Has("comments"))
        {
            await SendAsync(": keep-alive" + Eol + Eol, ct);
        }

        if (plan.Fault == "silence")
        {
            await http.Response.BodyWriter.FlushAsync(ct);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        }

        if (plan.Fault == "error-event")
        {
            await ErrorAsync(ct);
            return;
        }

        await BeginAsync(ct);
        if (await SpeakAsync(ct))
        {
            await EndAsync(ct);
        }
    }

    /// <summary>Everything at once, where nobody streams.</summary>
    protected abstract string Whole();

    /// <summary>What stands before the first word, thinking included.</summary>
    protected abstract Task BeginAsync(CancellationToken ct);

    protected abstract Task SayAsync(string word, int number, CancellationToken ct);

    protected abstract Task EndAsync(CancellationToken ct);

    /// <summary>An error in a stream that HTTP called good.</summary>
    protected abstract Task ErrorAsync(CancellationToken ct);

    /// <summary>The end by the vendor's filter.</summary>
    protected abstract Task FilterAsync(CancellationToken ct);

    /// <summary>The beginning of an event that never becomes JSON.</summary>
    protected abstract Task GarbageAsync(CancellationToken ct);

    protected async Task SendAsync(string text, CancellationToken ct)
    {
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(text);
        var step = plan.Has("split") ? 1 : bytes.Length;
        for (var at = 0; at < bytes.Length; at += step)
        {
            await http.Response.BodyWriter.WriteAsync(bytes.Slice(at, Math.Min(step, bytes.Length - at)), ct);
        }

        ct.ThrowIfCancellationRequested();
    }

    /// <summary>The words; false where a fault ended them.</summary>
    private async Task<bool> SpeakAsync(CancellationToken ct)
    {
        var beat = new Beat(plan.Rate);
        var said = plan.Pieces;
        for (var at = 0; at < Words; at++)
        {
            if (at == plan.After && await FaultAsync(ct))
            {
                return false;
            }

            await beat.NextAsync(ct);
            await SayAsync(said?[at] ?? Vocabulary.Words[at % Vocabulary.Words.Length], at + 1, ct);
        }

        return true;
    }

    private async Task<bool> FaultAsync(CancellationToken ct)
    {
        switch (plan.Fault)
        {
            case "error-mid":
                await ErrorAsync(ct);
                return true;
            case "garbage":
                await GarbageAsync(ct);
                return true;
            case "cut":
                await HangUpAsync();
                return true;
            case "stall":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return true;
            case "filter":
                await FilterAsync(ct);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Closes the connection in mid-answer, yet delivers what was written: an abort would throw away what the client had not read.</summary>
    private async Task HangUpAsync()
    {
        var wire = http.Features.Get<IConnectionTransportFeature>()!.Transport.Output;
        await wire.CompleteAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed);
    }
}
