using System.Net.Http.Headers;
using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Messages;
using AIGenerator.Generation;
using AIGenerator.Generation.Texts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;
using AIGenerator.Simulators;
using AIGenerator.Tests.Infrastructure;
using AIGenerator.Wallet;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Chat;

/// <summary>The modules with three vendors' simulators behind them, and people who bring files.</summary>
public sealed class AttachmentServices(TestPostgres server) : TestServices(server)
{
    private readonly string _data = Directory.CreateTempSubdirectory("aig-attachments-").FullName;

    public Simulator Vendors { get; private set; } = null!;

    public string Files => Path.Combine(_data, "files");

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("DATA_DIR", _data), new("Providers:BuiltIn:Pace", "00:00:00"),
        new("Providers:OpenRouter:BaseUrl", Vendors.OpenRouter), new("Providers:OpenRouter:ApiKey", "sk-test"),
        new("Providers:Anthropic:BaseUrl", Vendors.Anthropic), new("Providers:Anthropic:ApiKey", "sk-test"),
        new("Providers:Google:BaseUrl", Vendors.Google), new("Providers:Google:ApiKey", "sk-test"),
    ];

    public override async ValueTask InitializeAsync()
    {
        Vendors = await Simulator.StartAsync(CancellationToken.None);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Vendors.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody who is signed in and can pay.</summary>
    public async Task<CurrentUser> PersonAsync()
    {
        var user = new CurrentUser();
        user.SignedIn(new UserId(ChatPerson.NewId()), "Olena", false);
        user.ActsFor(new WorkspaceId(ChatPerson.NewId()), WorkspaceRole.Admin);
        await InScopeAsync<IWallet, bool>(wallet => wallet.GrantAsync(
            user.WorkspaceId, new Credits(1_000_000), LotSource.Bonus, new Cause(CauseKind.Adjustment, user.WorkspaceId.ToString()), null, CancellationToken.None));
        return user;
    }

    internal async Task<Result<AttachmentResponse>> TryUploadAsync(CurrentUser user, byte[] bytes, string name, Guid? id = null)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", name } };
        var http = new DefaultHttpContext();
        http.Request.ContentType = form.Headers.ContentType!.ToString();
        http.Request.Body = await form.ReadAsStreamAsync();
        return await InScopeAsync<AttachmentUploads, Result<AttachmentResponse>>(uploads => uploads.AddAsync(id ?? ChatPerson.NewId(), user, http.Request, CancellationToken.None));
    }

    internal async Task<AttachmentResponse> UploadAsync(CurrentUser user, byte[] bytes, string name)
    {
        (await TryUploadAsync(user, bytes, name)).Ok(out var attachment, out var refusal).ShouldBeTrue(refusal?.Code);
        return attachment!;
    }

    internal Task<Result<PostMessageResponse>> TryAskAsync(CurrentUser user, Ask ask, Guid? key = null) =>
        InScopeAsync<AskHandler, Result<PostMessageResponse>>(handler => handler.HandleAsync(key ?? ChatPerson.NewId(), user, ask, CancellationToken.None));

    internal async Task<PostMessageResponse> AskAsync(CurrentUser user, Ask ask)
    {
        (await TryAskAsync(user, ask)).Ok(out var posted, out var refusal).ShouldBeTrue(refusal?.Code);
        if (Provider.GetRequiredService<LiveTexts>().TryGet(posted!.GenerationId, out var live))
        {
            await live.Ended.Task;
        }

        return posted;
    }

    protected override void Configure(IServiceCollection services) => services.AddScoped<IModelAccess, AnyModel>();

    private sealed class AnyModel : IModelAccess
    {
        public Task<Error?> RefusalAsync(WorkspaceId workspace, TextModel model, CancellationToken ct) => Task.FromResult<Error?>(null);

        public Task<Error?> RefusalAsync(WorkspaceId workspace, ImageModel model, CancellationToken ct) => Task.FromResult<Error?>(null);

        public Task<int> PriorityAsync(WorkspaceId workspace, CancellationToken ct) => Task.FromResult(0);
    }
}
