using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Web;
using AIGenerator.Models;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>Alone, because what the process allocates is counted.</summary>
[CollectionDefinition(nameof(PromptMemory), DisableParallelization = true)]
public sealed class PromptMemory;

/// <summary>Long chats with many files: what is read for a prompt is bounded by the model's memory, not by the chat.</summary>
[Collection(nameof(PromptMemory))]
public sealed class PromptMemoryTests(ContextServices services) : IClassFixture<ContextServices>
{
    private const int Turns = 40;
    private const long Most = 48L * 1024 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_that_find_no_room_are_counted_and_not_read()
    {
        var (leaf, model) = await LongChatAsync();

        var (prompt, allocated) = await MeasuredAsync<Conversation, ConversationPrompt>(conversation =>
            conversation.PromptAsync(leaf, "And now?", [], AnswerWish.Plain, new ChatSettings(null, Temperature.Balanced), model, WebFindings.None, Ct));

        prompt.IsCut.ShouldBeTrue();
        prompt.Tokens.ShouldBeLessThanOrEqualTo(Memory.RoomOf(model));
        prompt.WholeTokens.ShouldBeGreaterThan(Turns * 300_000);
        allocated.ShouldBeLessThan(Most);
    }

    [Fact]
    public async Task Of_files_in_a_summary_only_their_ends_are_read()
    {
        var (leaf, model) = await LongChatAsync();

        var (summary, allocated) = await MeasuredAsync<SummaryPrompt, Compacting?>(prompt => prompt.AboutAsync(leaf, model, Ct));

        var text = summary.ShouldNotBeNull().Prompt.Turns.ShouldHaveSingleItem().Text;
        summary.Tokens.ShouldBeLessThanOrEqualTo(Memory.RoomOf(model));
        text.ShouldContain("Person: Turn 39");
        allocated.ShouldBeLessThan(Most);
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 3 }, 100, 100)]
    [InlineData(new long[] { 10, 10, 10 }, 15, 5)]
    [InlineData(new long[] { 1, 100, 100 }, 21, 10)]
    [InlineData(new long[] { 5 }, -3, 0)]
    [InlineData(new long[0], 7, 7)]
    public void Lines_share_the_room(long[] lines, long room, long common) => SummaryPrompt.CommonLength(lines, room).ShouldBe(common);

    /// <summary>80 million characters in forty files.</summary>
    private async Task<(Guid Leaf, TextModel Model)> LongChatAsync()
    {
        var user = await services.PersonAsync();
        PostMessageResponse? posted = null;
        for (var turn = 0; turn < Turns; turn++)
        {
            posted = await services.AskAsync(user, new Ask(posted?.ChatId, "built-in", $"Turn {turn}"));
        }

        await services.ExecuteAsync(
            """
            insert into chat.attachments (id, workspace_id, message_id, position, name, kind, media_type, size_bytes, tokens, text, file_key, created_at)
            select gen_random_uuid(), $2, m.id, 0, 'long.txt', 'Text', 'text/plain', 2000000, 400000, repeat('some words', 200000), m.id::text, now()
            from chat.messages m where m.chat_id = $1 and m.role = 'User'
            """,
            posted!.ChatId, user.WorkspaceId.Value);
        return (posted.MessageId, services.Provider.GetRequiredService<IModelCatalogue>().TextModels.Single(model => model.Id == "local/sim-model"));
    }

    private async Task<(TResult Result, long Allocated)> MeasuredAsync<TService, TResult>(Func<TService, Task<TResult>> action)
        where TService : notnull
    {
        await services.InScopeAsync<TService, TResult>(action);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await services.InScopeAsync<TService, TResult>(action);
        return (result, GC.GetTotalAllocatedBytes(precise: true) - before);
    }
}
