using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AIGenerator.Providers.Http;
using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Replicate;

/// <summary>What each model takes: from our table, or for any other from the schema of its version, which is remembered for a while.</summary>
internal sealed partial class ReplicateModels(ReplicateOptions options, VendorCalls calls, TimeProvider clock)
{
    private const int MostRemembered = 500;

    private readonly ReplicateFaults _faults = new();
    private readonly ConcurrentDictionary<string, (ReplicateModelRow Model, DateTimeOffset Until)> _read = new(StringComparer.Ordinal);

    /// <param name="id"><c>owner/name</c>, or <c>owner/name:version</c>.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="ProviderException">There is no such model, or it could not be asked about.</exception>
    public async Task<ReplicateModelRow> GetAsync(string id, CancellationToken ct)
    {
        if (ReplicateModelRow.Known.TryGetValue(id, out var known) && !known.IsCommunity)
        {
            return known;
        }

        if (_read.TryGetValue(id, out var read) && read.Until > clock.GetUtcNow())
        {
            return read.Model;
        }

        var model = await ReadAsync(id, known, ct);
        Remember(id, model);
        return model;
    }

    /// <summary>Keeps what is known of a model for a while.</summary>
    public void Remember(string id, ReplicateModelRow model)
    {
        if (_read.Count >= MostRemembered)
        {
            _read.Clear();
        }

        _read[id] = (model, clock.GetUtcNow() + options.SchemaLifetime);
    }

    private async Task<ReplicateModelRow> ReadAsync(string id, ReplicateModelRow? known, CancellationToken ct)
    {
        if (Name().Match(id) is not { Success: true } name)
        {
            throw ProviderErrors.ModelGone();
        }

        var about = $"models/{name.Groups["path"].Value}";
        var version = name.Groups["version"] is { Success: true } pinned ? pinned.Value : null;
        version ??= (await AskAsync(about, ct)).Read(ReplicateJson.Default.ReplicateModelAnswer).LatestVersion?.Id;
        if (!JobIds.IsId(version))
        {
            throw ProviderErrors.ModelGone();
        }

        if (known is not null)
        {
            return known with { Version = version };
        }

        var answer = (await AskAsync($"{about}/versions/{version}", ct)).Read(ReplicateJson.Default.ReplicateVersionAnswer);
        var fields = answer.OpenapiSchema is { } schema ? ReplicateSchema.FieldsOf(schema) : [];
        return fields.Count > 0 ? new ReplicateModelRow(fields, Version: version) : throw ProviderErrors.ModelGone();
    }

    private async Task<VendorReply> AskAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.AddressOf(path));
        options.Authorize(request);
        return await calls.SendAsync(ReplicateImageProvider.Name, request, _faults, CallEffect.None, options.MediaTimeout, ct);
    }

    // It becomes a part of addresses: no segment may climb.
    [GeneratedRegex(@"^(?<path>[A-Za-z0-9_-]{1,80}/[A-Za-z0-9_-][A-Za-z0-9._-]{0,79})(:(?<version>[A-Za-z0-9]{1,100}))?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
