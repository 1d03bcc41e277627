using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Titles;
using AIGenerator.Kernel.Queue;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>Chats are named after their first exchange, and nobody but the owner pays for it.</summary>
public sealed class TitleServices(TestPostgres server) : TestServices(server)
{
    private Simulator? _simulator;

    public Simulator Simulator => _simulator!;

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Providers:BuiltIn:Pace", "00:00:00"),
        new("Providers:OpenRouter:ApiKey", "sk-or-v1-simulated"),
        new("Providers:OpenRouter:BaseUrl", new Uri(_simulator!.Address, "/api/v1").AbsoluteUri),
    ];

    public override async ValueTask InitializeAsync()
    {
        _simulator = await Simulator.StartAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _simulator!.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class TitleTests(TitleServices services) : IClassFixture<TitleServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cheap_model_of_the_provider_that_answered_names_the_chat_and_nobody_is_charged()
    {
        var (person, posted) = await ChatAsync();
        services.Simulator.Next(new SimPlan(Tokens: 3));

        await NameAsync(posted.ChatId, "openrouter");

        (await person.HistoryAsync(posted.ChatId)).Title.ShouldBe("Привіт, це імітатор");
        (await services.QueryAsync<long>("select count(*) from wallet.entries where workspace_id = $1", person.User.WorkspaceId.Value)).ShouldBe(0);
    }

    [Fact]
    public async Task A_chat_that_somebody_renamed_keeps_its_name()
    {
        var (person, posted) = await ChatAsync();
        await services.ExecuteAsync("update chat.chats set title = 'Mine' where id = $1", posted.ChatId);

        await NameAsync(posted.ChatId, "openrouter");

        (await person.HistoryAsync(posted.ChatId)).Title.ShouldBe("Mine");
    }

    [Fact]
    public async Task A_vendor_that_fails_leaves_the_beginning_of_the_message()
    {
        var (person, posted) = await ChatAsync();
        services.Simulator.Next(new SimPlan("402"));

        await NameAsync(posted.ChatId, "openrouter");

        (await person.HistoryAsync(posted.ChatId)).Title.ShouldBe("How do I bake bread");
    }

    [Fact]
    public void The_built_in_model_and_providers_without_a_key_are_not_asked()
    {
        var models = services.Provider.GetRequiredService<TitleModels>();

        models.For("built-in", "built-in").ShouldBeNull();
        models.For("anthropic", "claude-opus-5.5").ShouldBeNull();
        models.For("openrouter", "gpt-5.2").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("\"Baking bread\"", "Baking bread")]
    [InlineData("# **«Випікання хліба»**.\n\nHope this helps!", "Випікання хліба")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("\n \n", null)]
    [InlineData("...", null)]
    public void A_title_loses_its_marks_and_stays_text(string answer, string? title) => SuggestedTitle.Read(answer).ShouldBe(title);

    private async Task<(ChatPerson Person, PostMessageResponse Posted)> ChatAsync()
    {
        var person = new ChatPerson(services);
        return (person, await person.AskAsync(new Ask(null, "built-in", "How do I bake bread")));
    }

    private Task NameAsync(Guid chat, string provider) => services.InScopeAsync<SuggestTitleHandler>(
        handler => handler.HandleAsync(new SuggestTitle(chat, provider, "gpt-5.2"), new JobRun(ChatPerson.NewId(), 1), Ct));
}
