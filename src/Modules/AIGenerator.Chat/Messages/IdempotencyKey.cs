using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat.Messages;

/// <summary>The header <c>Idempotency-Key</c> of paid requests: the id that the work gets. Sent twice, it is done once.</summary>
internal static class IdempotencyKey
{
    /// <summary>The key, or a new one where none was sent. Refusal: <c>chat.invalid-idempotency-key</c>.</summary>
    public static Result<Guid> Read(string? header, TimeProvider clock)
    {
        if (string.IsNullOrEmpty(header))
        {
            return Guid.CreateVersion7(clock.GetUtcNow());
        }

        return Guid.TryParse(header, out var key) && key != Guid.Empty ? key : ChatErrors.InvalidKey;
    }
}
