namespace AIGenerator.Providers.Media;

/// <summary>Every vendor of media that this installation knows, configured or not.</summary>
public sealed class MediaProviders
{
    private readonly Dictionary<string, IMediaProvider> _byId;

    /// <summary>Takes every registered provider.</summary>
    /// <exception cref="InvalidOperationException">Two providers claim one id.</exception>
    public MediaProviders(IEnumerable<IMediaProvider> providers)
    {
        _byId = new Dictionary<string, IMediaProvider>(StringComparer.Ordinal);
        foreach (var provider in providers)
        {
            if (!_byId.TryAdd(provider.Id, provider))
            {
                throw new InvalidOperationException($"Two media providers are registered as '{provider.Id}'.");
            }
        }
    }

    /// <summary>All of them, in the order of registration.</summary>
    public IReadOnlyCollection<IMediaProvider> All => _byId.Values;

    /// <summary>The provider with this id where it is registered, configured or not.</summary>
    public IMediaProvider? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether a provider is registered and has what it needs to be called.</summary>
    public bool IsConfigured(string id) => Find(id) is { IsConfigured: true };
}
