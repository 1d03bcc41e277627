using System.Collections.Concurrent;
using AIGenerator.Kernel.Identity;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Kernel.Live;

/// <summary>How many live connections one person, one visitor or one address has open on this node.</summary>
internal sealed class LiveLimits
{
    // One for each browser (its tabs share one); an address may stand for an office.
    private const int OfUser = 12;
    private const int OfVisitor = 6;
    private const int OfAddress = 60;

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>A place, given back by disposing it; null when there is none left.</summary>
    public IDisposable? Enter(CurrentUser user, HttpContext http)
    {
        var (key, limit) = user switch
        {
            { Id: { } id } => ($"user {id}", OfUser),
            { Workspace: { } workspace } => ($"visitor {workspace}", OfVisitor),
            _ => ($"address {ClientAddress.NetworkOf(http)}", OfAddress),
        };
        if (_open.AddOrUpdate(key, 1, (_, open) => open + 1) <= limit)
        {
            return new Place(this, key);
        }

        Leave(key);
        return null;
    }

    private void Leave(string key)
    {
        var open = _open.AddOrUpdate(key, 0, (_, count) => count - 1);
        if (open == 0)
        {
            // Only while it is still nought: somebody may have entered meanwhile.
            _open.TryRemove(KeyValuePair.Create(key, 0));
        }
    }

    private sealed class Place(LiveLimits limits, string key) : IDisposable
    {
        public void Dispose() => limits.Leave(key);
    }
}
