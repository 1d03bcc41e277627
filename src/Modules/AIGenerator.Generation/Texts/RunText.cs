using AIGenerator.Providers;
using AIGenerator.Providers.Text;
using Microsoft.Extensions.Logging;

namespace AIGenerator.Generation.Texts;

/// <summary>Runs accepted texts on this node: reads the provider's stream into the live buffer and ends them.</summary>
internal sealed partial class RunText(
    LiveTexts lives, TextSource source, EndText end, TimeProvider clock, ILogger<RunText> logger)
{
    public void Start(TextRun run, TextPrompt prompt, ILiveRenderer renderer)
    {
        var live = new LiveText(run, renderer, clock);
        if (lives.TryAdd(live))
        {
            _ = Task.Run(() => RunAsync(live, prompt));
        }
    }

    private async Task RunAsync(LiveText live, TextPrompt prompt)
    {
        try
        {
            var ending = await ReadAsync(live, prompt);
            if (ending is null)
            {
                live.Frames.Detach();
                return;
            }

            ending = ending with { Counted = live.Counted };

            live.IsEnding = true;

            // The end has no token: what was delivered is kept and paid even while the node shuts down.
            var outcome = await end.EndAsync(live.Run, ending, live.Read(), live.FirstOutputAt, CancellationToken.None);
            if (outcome is null)
            {
                live.Frames.Detach();
            }
            else
            {
                live.Frames.Finish(outcome);
            }
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            // The row stays as it is; when its lease runs out a node ends it from what was kept.
            LogLost(trouble, live.Run.Id);
            live.Frames.Detach();
        }
        finally
        {
            lives.Remove(live);
            live.Ended.TrySetResult();
        }
    }

    /// <summary>How the stream ended; null where another node has the lease.</summary>
    private async Task<TextEnding?> ReadAsync(LiveText live, TextPrompt prompt)
    {
        RouteChosen? route = null;
        try
        {
            await foreach (var step in source.StreamAsync(live.Run, prompt, live.StopToken()))
            {
                switch (step)
                {
                    case RouteChosen chosen:
                        route = chosen;
                        break;
                    case TextDelta delta:
                        live.Append(delta.Text);
                        break;
                    case ReasoningDelta delta:
                        live.AppendReasoning(delta.Text);
                        break;
                    case UsageCounted counted:
                        live.Count(counted.Usage);
                        break;
                    case TextFinished finished:
                        return Finished(live.Run, finished, route);
                }
            }

            return TextEnding.Broken(FailureCategory.Internal, GenerationErrors.Interrupted, route);
        }
        catch (OperationCanceledException) when (live.Cause is { } cause)
        {
            return cause switch
            {
                StopCause.Person => TextEnding.Stopped(route),
                StopCause.Shutdown => TextEnding.Broken(FailureCategory.Internal, GenerationErrors.Interrupted, route),
                StopCause.LeaseLost => null,
            };
        }
        catch (ProviderException failure)
        {
            return live.Cause == StopCause.Person ? TextEnding.Stopped(route) : Failed(live.Run, failure, route);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            LogBroken(bug, live.Run.Id);
            return TextEnding.Broken(FailureCategory.Internal, GenerationErrors.Internal, route);
        }
    }

    /// <summary>Where it was the balance that left no room beside the thoughts, asking again would only cost the operator the same once more.</summary>
    private static TextEnding Failed(TextRun run, ProviderException failure, RouteChosen? route) =>
        run.IsBalanceLimited && failure.Code == ProviderErrors.OnlyThoughtCode
            ? new TextEnding(StopReason.Balance, false, FailureCategory.InvalidInput, GenerationErrors.BalanceTooSmall, null, null, route, null)
            : TextEnding.Broken(failure.Category, failure.Code, route);

    private static TextEnding Finished(TextRun run, TextFinished finished, RouteChosen? route)
    {
        var (reason, category, code) = finished.Reason switch
        {
            FinishReason.Complete => (StopReason.Complete, (FailureCategory?)null, (string?)null),
            FinishReason.Length => (run.IsBalanceLimited ? StopReason.Balance : StopReason.Length, null, null),
            FinishReason.Filtered => (StopReason.Cut, FailureCategory.Moderated, GenerationErrors.Filtered),
            FinishReason.Cut => (StopReason.Cut, FailureCategory.ProviderUnavailable, GenerationErrors.Interrupted),
        };
        return new TextEnding(reason, false, category, code, finished.Usage, finished.Echo, route, Shortened(finished.UpstreamId));
    }

    private static string? Shortened(string? upstreamId) => upstreamId is { Length: > 200 } ? upstreamId[..200] : upstreamId;

    [LoggerMessage(LogLevel.Error, "Generation {GenerationId} broke in our own code")]
    private partial void LogBroken(Exception bug, Guid generationId);

    [LoggerMessage(LogLevel.Error, "Generation {GenerationId} could not be ended here; its lease will run out and a node will end it")]
    private partial void LogLost(Exception trouble, Guid generationId);
}
