namespace AIGenerator.Studio.Images;

/// <summary>The header <c>Idempotency-Key</c>: it becomes the id of what is made, and ids order the history, so it is one that carries its time.</summary>
internal static class IdempotencyKey
{
    /// <summary>The key, a new one where none was sent, null where it is no UUID of version 7.</summary>
    public static Guid? Read(string? header, TimeProvider clock) =>
        string.IsNullOrEmpty(header) ? Guid.CreateVersion7(clock.GetUtcNow()) : Guid.TryParse(header, out var id) && id.Version == 7 ? id : null;
}
