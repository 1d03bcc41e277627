using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Attachments;
using AIGenerator.Chat.Chats;
using AIGenerator.Chat.Compare;
using AIGenerator.Chat.Context;
using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Export;
using AIGenerator.Chat.Folders;
using AIGenerator.Chat.Import;
using AIGenerator.Chat.Live;
using AIGenerator.Chat.Messages;
using AIGenerator.Chat.Pages;
using AIGenerator.Chat.Search;
using AIGenerator.Chat.Sharing;
using AIGenerator.Chat.Temporary;
using AIGenerator.Chat.Web;
using AIGenerator.Chat.Titles;
using AIGenerator.Generation;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using AIGenerator.Media.Files;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AIGenerator.Chat;

/// <summary>Chats: messages, replies that stream, receipts.</summary>
public static class ChatModule
{
    /// <summary>Adds the chat's tables, its texts, the live topic <c>chats</c> and what keeps replies for the generation engine.</summary>
    public static IServiceCollection AddChat(this IServiceCollection services)
    {
        services.AddModuleData<ChatModel>("chat", 4);
        services.AddTexts(typeof(ChatModule).Assembly);
        services.AddValidation();
        services.AddSingleton<ITextOwner, ChatTexts>();
        services.AddSingleton<ITextOwner, SummaryTexts>();
        services.AddSingleton<ILiveTopic, ChatsTopic>();
        services.AddScoped<Conversation>();
        services.AddScoped<AskHandler>();
        services.AddScoped<WriteAnswers>();
        services.AddScoped<AddMessages>();
        services.AddScoped<Artists>();
        services.AddScoped<DrawAnswer>();
        services.AddScoped<IMediaOwner, DrawnAnswers>();
        services.AddSingleton<AnsweringModels>();
        services.AddScoped<SummaryPrompt>();
        services.AddScoped<CompactChat>();
        services.AddJob<EraseSummary, EraseSummaryHandler>();
        services.AddScoped<TemporaryChats>();
        services.AddScoped<WebSources>();
        services.AddJob<EraseTemporary, EraseTemporaryHandler>(new JobOptions { Concurrency = 1 });
        services.AddSchedule("chat.erase-temporary", "45 */10 * * * ?", _ => new EraseTemporary());
        services.AddScoped<KeepChat>();
        services.AddScoped<ChangeChats>();
        services.AddScoped<FolderEndpoints>();
        services.AddScoped<ChatSearch>();
        services.AddJob<IndexChat, IndexChatHandler>(new JobOptions { Concurrency = 2 });
        services.AddJob<IndexStaleChats, IndexStaleChatsHandler>(new JobOptions { Concurrency = 1 });
        services.AddSchedule("chat.index-stale", "20 * * * * ?", _ => new IndexStaleChats());
        services.AddOptions<TitleOptions>().BindConfiguration(TitleOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TitleOptions>, TitleOptionsValidator>();
        services.AddSingleton<TitleModels>();
        services.AddJob<SuggestTitle, SuggestTitleHandler>(new JobOptions { Concurrency = 2, MaxAttempts = 3 });
        services.AddScoped<AttachmentUploads>();
        services.AddScoped<IStorageUse, AttachmentUse>();
        services.AddScoped<AttachmentStorage>();
        services.AddScoped<AttachmentErasure>();
        services.AddScoped<MessageAttachments>();
        services.AddScoped<SeeingModels>();
        services.AddJob<EraseChat, EraseChatHandler>();
        services.AddJob<EraseMessage, EraseMessageHandler>();
        services.AddJob<AttachmentSweep, AttachmentSweepHandler>();
        services.AddSchedule("chat.attachment-sweep", "0 35 * * * ?", _ => new AttachmentSweep());
        services.AddEventConsumer<WorkspaceDeleted, EraseWorkspaceChats>("chats");
        AddTakeaway(services);
        ChatPages.Add(services);
        return services;
    }

    // Files, links and what comes from elsewhere.
    private static void AddTakeaway(IServiceCollection services)
    {
        services.AddSingleton(new LeftoverPlace(Path.GetTempPath(), ReceiveImport.FilePrefix + "*"));
        services.AddSingleton(new LeftoverPlace(Path.GetTempPath(), Chromium.FolderPrefix + "*"));
        services.AddSingleton<Chromium>();
        services.AddSingleton<DocumentNames>();
        services.AddSingleton<RenderedShares>();
        services.AddSingleton<ShownPictures>();
        services.AddSingleton<FailedDrawings>();
        services.AddScoped<EmbeddedPictures>();
        services.AddScoped<HtmlExport>();
        services.AddSingleton<PrintScript>();
        services.AddScoped<ChatFiles>();
        services.AddScoped<ShareChat>();
        services.AddScoped<CopyShare>();
        services.AddScoped<ReceiveImport>();
        services.AddScoped<Imports>();
        services.AddSingleton<ImportedModels>();
        services.AddSingleton<ILiveTopic, ImportsTopic>();
        services.AddJob<RunImport, RunImportHandler>(new JobOptions { Concurrency = 2 });
        services.AddJob<ForgetImport, ForgetImportHandler>();
    }

    /// <summary>Maps <c>/api/chat</c>. Visitors chat too, so nobody has to be signed in.</summary>
    public static IEndpointRouteBuilder MapChat(this IEndpointRouteBuilder endpoints)
    {
        var chat = endpoints.MapGroup("/api/chat").WithTags("Chat").AllowAnonymous();
        PostMessageEndpoint.Map(chat);
        AnswerAgainEndpoint.Map(chat);
        SelectBranchEndpoint.Map(chat);
        VoteEndpoint.Map(chat);
        DeleteMessageEndpoints.Map(chat);
        ForkChatEndpoint.Map(chat);
        ListChatsEndpoint.Map(chat);
        GetHistoryEndpoint.Map(chat);
        ChangeChatEndpoints.Map(chat);
        KeepChat.Map(chat);
        ChangeSettingsEndpoint.Map(chat);
        ReadContextEndpoint.Map(chat);
        CompactEndpoints.Map(chat);
        TemporaryChats.Map(chat);
        ChangeChats.Map(chat);
        FolderEndpoints.Map(chat);
        SearchChatsEndpoint.Map(chat);
        EstimatePriceEndpoint.Map(chat);
        UploadAttachmentEndpoint.Map(chat);
        GetAttachmentEndpoint.Map(chat);
        ExportChatEndpoint.Map(chat);
        ExportAllChatsEndpoint.Map(chat);
        ShareEndpoints.Map(chat);
        SharedPictures.Map(chat);
        ShareCard.Map(endpoints);
        ImportEndpoints.Map(chat, endpoints);
        ChatPages.Map(endpoints);
        return endpoints;
    }
}
