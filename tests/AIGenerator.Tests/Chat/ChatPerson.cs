using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>Somebody who chats: a visitor with a workspace of his own, and what he does, through the handlers themselves.</summary>
public sealed class ChatPerson
{
    private readonly TestServices _services;

    public ChatPerson(TestServices services)
    {
        _services = services;
        User = new CurrentUser();
        User.ActsFor(new WorkspaceId(NewId()), WorkspaceRole.Member);
    }

    public CurrentUser User { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    internal Task<Result<PostMessageResponse>> TryAskAsync(Ask ask, Guid? key = null) =>
        _services.InScopeAsync<AskHandler, Result<PostMessageResponse>>(handler => handler.HandleAsync(key ?? NewId(), User, ask, Ct));

    /// <summary>Asks and waits for the answer's end.</summary>
    internal async Task<PostMessageResponse> AskAsync(Ask ask)
    {
        (await TryAskAsync(ask)).Ok(out var posted, out var refusal).ShouldBeTrue(refusal?.Code);
        await EndAsync(posted!.GenerationId);
        return posted;
    }

    public Task<PostMessageResponse> SayAsync(string message, Guid? chat = null) => AskAsync(new Ask(chat, null, message));

    internal async Task<ChatHistoryResponse> HistoryAsync(Guid chat, HistoryWindow? window = null)
    {
        await using var scope = _services.Scope();
        var history = await ReadHistory.FromAsync(
            scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<ILocalizer>(), User.WorkspaceId, chat,
            window ?? new HistoryWindow(), Ct);
        return history.ShouldNotBeNull();
    }

    private async Task EndAsync(Guid generation)
    {
        if (_services.Provider.GetRequiredService<LiveTexts>().TryGet(generation, out var live))
        {
            await live.Ended.Task;
        }
    }
}
