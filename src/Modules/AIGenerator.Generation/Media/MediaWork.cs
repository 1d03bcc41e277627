using AIGenerator.Generation.Generations;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Generation.Media;

/// <summary>A generation of media as a run finds it.</summary>
internal sealed record MediaWork(MediaRow Row, GenerationRow Generation)
{
    public Guid Id => Row.Id;

    public bool IsStopAsked => Generation.CancelRequestedAt is not null;

    public Credits Held => Generation.HeldCredits;

    public ImageRequest Request { get; } = MediaJson.Request(Row.Request);

    /// <summary>Null where there is no such generation.</summary>
    public static async Task<MediaWork?> LoadAsync(AppDb db, Guid id, CancellationToken ct) => await db.Media.AsNoTracking()
        .Where(m => m.Id == id)
        .Join(db.Generations.AsNoTracking(), m => m.Id, g => g.Id, (m, g) => new { Row = m, Generation = g })
        .FirstOrDefaultAsync(ct) is { } found ? new MediaWork(found.Row, found.Generation) : null;
}
