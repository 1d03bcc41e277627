using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Providers.Text;

namespace AIGenerator.Web.Hosting.Operation;

/// <summary>Which vendors' keys this installation has; never the keys.</summary>
internal sealed class ProviderKeys(TextProviders texts, MediaProviders media)
{
    /// <summary>Every vendor that has an adapter, and whether it is set up.</summary>
    public IReadOnlyList<(string Name, bool IsSetUp)> All =>
    [
        .. texts.All.Select(vendor => (vendor.Id, vendor.IsConfigured)).Concat(media.All.Select(vendor => (vendor.Id, vendor.IsConfigured)))
            .Where(vendor => vendor.Id != "built-in")
            .GroupBy(vendor => vendor.Id, (id, vendors) => (ProviderNames.Of(id), vendors.Any(vendor => vendor.IsConfigured))),
    ];
}
