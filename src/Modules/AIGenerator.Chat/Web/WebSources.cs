using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Providers;
using AIGenerator.Providers.WebSearch;
using AIGenerator.Wallet;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Chat.Web;

/// <summary>What an answer is told of the web: searched before the answer is accepted, or kept from the answer that is asked for again.</summary>
internal sealed class WebSources(AppDb db, IWebSearch search, IWallet wallet, ILocalizer texts)
{
    private const int MostPages = 6;

    // A question as short as this ("and in Lviv?") says nothing to an engine without the one before it.
    private const int ShortQuestion = 40;

    /// <summary>Whether this person may search at all.</summary>
    public bool IsFor(CurrentUser user) => search.IsThere && user.IsSignedIn;

    /// <summary>Whether a message leads to a search.</summary>
    public bool Searches(Ask ask, CurrentUser user) => ask is { Message: not null, Web: true } && IsFor(user);

    /// <summary>What a search that finds nothing leaves, at the price of one that does.</summary>
    public WebFindings NothingFound => new([], search.Price, IsAsked: true);

    /// <summary>What a search adds to an answer's price.</summary>
    public Credits Price => search.Price;

    /// <summary>
    /// The pages for a message; none where no search was asked for. An answer that is asked for again keeps its pages, which were paid for. Refusals:
    /// <c>chat.search-missing</c>, <c>chat.sign-in-to-search</c>, <c>wallet.insufficient-credits</c>, <c>chat.search-failed</c>.
    /// </summary>
    public async Task<Result<WebFindings>> FindAsync(Ask ask, CurrentUser user, CancellationToken ct)
    {
        if (ask.Message is null)
        {
            return ask.About is { } about ? await KeptAsync(about, user, ct) : WebFindings.None;
        }

        if (!ask.Web)
        {
            return WebFindings.None;
        }

        if (!search.IsThere)
        {
            return ChatErrors.SearchMissing;
        }

        if (!user.IsSignedIn)
        {
            return ChatErrors.SignInToSearch;
        }

        // A search costs its owner whether its answer is paid or not: who cannot pay for it does not begin one.
        if (search.Price > Credits.Zero && (await wallet.BalanceOfAsync(user.WorkspaceId, ct)).Available is var available && available < search.Price)
        {
            return ChatErrors.Insufficient(search.Price, available);
        }

        try
        {
            var query = new WebQuery(await QueryOfAsync(ask, user, ct), texts.Culture.TwoLetterISOLanguageName, MostPages);
            var pages = await search.FindAsync(query, ct);
            return new WebFindings(pages, pages.Count > 0 ? search.Price : Credits.Zero, IsAsked: true);
        }
        catch (ProviderException)
        {
            return ChatErrors.SearchFailed;
        }
    }

    private async Task<string> QueryOfAsync(Ask ask, CurrentUser user, CancellationToken ct)
    {
        var question = ask.Message!.Trim();
        if (question.Length > ShortQuestion || ask.ChatId is not { } chat || user.Workspace is not { } workspace)
        {
            return question;
        }

        var before = await db.Messages.AsNoTracking()
            .Where(m => m.ChatId == chat && m.Role == MessageRole.User && m.DeletedAt == null)
            .Where(m => db.Set<ChatRow>().Any(c => c.Id == chat && c.WorkspaceId == workspace))
            .OrderByDescending(m => m.Id).Select(m => m.Text).FirstOrDefaultAsync(ct);
        return before is null ? question : $"{StoredText.Cut(before.Trim(), WebQuery.LongestText - question.Length - 1)} {question}";
    }

    private async Task<WebFindings> KeptAsync(Guid about, CurrentUser user, CancellationToken ct)
    {
        var workspace = user.Workspace ?? default;
        var kept = await db.Messages.AsNoTracking()
            .Where(m => (m.Id == about || m.ParentId == about) && m.Sources != null)
            .Where(m => db.Set<ChatRow>().Any(c => c.Id == m.ChatId && c.WorkspaceId == workspace))
            .OrderByDescending(m => m.Id).Select(m => m.Sources).FirstOrDefaultAsync(ct);
        return kept is null ? WebFindings.None : new WebFindings(StoredSources.Read(kept), Credits.Zero, IsAsked: true);
    }
}
