using AIGenerator.Kernel.Money;

namespace AIGenerator.Providers.WebSearch;

/// <summary>Pages of the web for a question, from whichever engine the owner has set up.</summary>
public interface IWebSearch
{
    /// <summary>Whether an engine is set up; without one nothing offers a search.</summary>
    bool IsThere { get; }

    /// <summary>What one search costs at the dearest engine that may be asked.</summary>
    Credits Price { get; }

    /// <summary>
    /// Asks the engines one after the other until one answers; an answer may be empty. Pages are what strangers wrote: text and addresses are not to
    /// be trusted, and their addresses are never opened by us.
    /// </summary>
    /// <exception cref="ProviderException">None of them answered.</exception>
    Task<IReadOnlyList<WebPage>> FindAsync(WebQuery query, CancellationToken ct);
}

/// <summary>What is looked for.</summary>
/// <param name="Text">At most <see cref="LongestText"/> characters; the rest is left out.</param>
/// <param name="Language">Two letters, e.g. <c>uk</c>.</param>
/// <param name="Most">Pages wanted, 1 to 10.</param>
public sealed record WebQuery(string Text, string Language, int Most)
{
    /// <summary>The engines take 400 characters, the shortest limit of the three (Brave, November 2026).</summary>
    public const int LongestText = 400;
}

/// <summary>A page that was found.</summary>
/// <param name="Title">Plain text, at most 200 characters, may be empty.</param>
/// <param name="Url">http or https, at most 2,000 characters.</param>
/// <param name="Text">What the engine says of its content: plain text, at most 2,000 characters.</param>
public sealed record WebPage(string Title, string Url, string Text);
