using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace AIGenerator.Ui;

/// <summary>
/// Where the client build has put its files: <c>app.js</c> is <c>/assets/app-K3J2H1.js</c>. Read from <c>wwwroot/assets/manifest.json</c>,
/// again whenever it changes, so that a rebuilt client needs no restart.
/// </summary>
public sealed class ClientAssets(IWebHostEnvironment environment)
{
    private const string ManifestPath = "assets/manifest.json";
    private volatile FrozenDictionary<string, string>? _paths;

    /// <summary>The address of a file by its plain name. A name the build does not know gets an address that answers 404.</summary>
    public string Of(string name) => Paths().TryGetValue(name, out var path) ? path : "/assets/" + name;

    /// <summary>Whether the build has this file.</summary>
    public bool Has(string name) => Paths().ContainsKey(name);

    private FrozenDictionary<string, string> Paths()
    {
        if (_paths is { } known)
        {
            return known;
        }

        var root = environment.WebRootPath is { Length: > 0 } path ? new PhysicalFileProvider(path) : environment.WebRootFileProvider;
        root.Watch(ManifestPath).RegisterChangeCallback(_ => _paths = null, null);
        return _paths = Read(root.GetFileInfo(ManifestPath));
    }

    private static FrozenDictionary<string, string> Read(IFileInfo manifest)
    {
        if (!manifest.Exists)
        {
            return FrozenDictionary<string, string>.Empty;
        }

        using var stream = manifest.CreateReadStream();
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
