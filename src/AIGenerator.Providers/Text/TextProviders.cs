namespace AIGenerator.Providers.Text;

/// <summary>Every text provider that this installation knows, configured or not. Ask here, never for a vendor that may be off.</summary>
public sealed class TextProviders
{
    private readonly Dictionary<string, ITextProvider> _byId;

    /// <summary>Takes every registered provider.</summary>
    /// <exception cref="InvalidOperationException">Two providers claim one id.</exception>
    public TextProviders(IEnumerable<ITextProvider> providers)
    {
        _byId = new Dictionary<string, ITextProvider>(StringComparer.Ordinal);
        foreach (var provider in providers)
        {
            if (!_byId.TryAdd(provider.Id, provider))
            {
                throw new InvalidOperationException($"Two text providers are registered as '{provider.Id}'.");
            }
        }
    }

    /// <summary>All of them, in the order of registration.</summary>
    public IReadOnlyCollection<ITextProvider> All => _byId.Values;

    /// <summary>The provider with this id where it is registered, configured or not.</summary>
    public ITextProvider? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether a provider is registered and has what it needs to be called.</summary>
    public bool IsConfigured(string id) => Find(id) is { IsConfigured: true };
}
