using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Generation.Texts;

internal sealed class TextGenerations(AcceptText accept, RunText run, StopText stop, TextPricing pricing) : ITextGenerations
{
    public Task<Result<AcceptedText>> AcceptAsync(TextRequest request, CancellationToken ct) => accept.HandleAsync(request, ct);

    public Task<Result<AcceptedText[]>> AcceptAllAsync(IReadOnlyList<TextRequest> requests, CancellationToken ct) => accept.HandleAsync(requests, ct);

    public void Start(AcceptedText accepted, TextPrompt prompt, ILiveRenderer renderer)
    {
        if (accepted.Run is { } accept)
        {
            run.Start(accept, prompt, renderer);
        }
    }

    public Task<bool> StopAsync(Guid generation, WorkspaceId workspace, CancellationToken ct) => stop.HandleAsync(generation, workspace, ct);

    public PriceEstimate Estimate(TextModel model, long inputTokens, int? mostOutput = null) => pricing.Estimate(model, inputTokens, mostOutput);
}
