using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace AIGenerator.Generation.Texts;

/// <summary>The texts that are arriving on this node.</summary>
internal sealed class LiveTexts
{
    private readonly ConcurrentDictionary<Guid, LiveText> _byId = new();

    public IReadOnlyCollection<LiveText> All => (IReadOnlyCollection<LiveText>)_byId.Values;

    public bool TryGet(Guid id, [NotNullWhen(true)] out LiveText? live) => _byId.TryGetValue(id, out live);

    public bool TryAdd(LiveText live) => _byId.TryAdd(live.Run.Id, live);

    public void Remove(LiveText live) => _byId.TryRemove(new(live.Run.Id, live));
}

/// <summary>The modules that keep texts, by kind.</summary>
internal sealed class TextOwners(IEnumerable<ITextOwner> owners)
{
    private readonly Dictionary<string, ITextOwner> _byKind = owners.ToDictionary(owner => owner.Kind, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">No module of this build keeps this kind.</exception>
    public ITextOwner Of(string kind) => _byKind.TryGetValue(kind, out var owner)
        ? owner
        : throw new InvalidOperationException($"No module keeps texts of the kind '{kind}'.");
}
