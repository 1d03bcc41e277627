namespace AIGenerator.Providers.Text;

/// <summary>A provider whose models are found at run time: the owner's own server says, or the settings say, what it serves.</summary>
public interface ITextModelSource
{
    /// <summary>The provider that serves these models.</summary>
    string Provider { get; }

    /// <summary>What is known to be served now. Changes when the server was asked again; never blocks.</summary>
    IReadOnlyList<FoundTextModel> Models { get; }
}

/// <summary>A model that a server offers.</summary>
/// <param name="UpstreamModel">The server's own id.</param>
/// <param name="ContextTokens">Longest input plus output, where the server says so.</param>
/// <param name="Sees">Whether it takes pictures, as far as the server or the settings say.</param>
public sealed record FoundTextModel(string UpstreamModel, int? ContextTokens = null, bool Sees = false);
