using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Models;

namespace AIGenerator.Chat.Pages;

/// <summary>What the chat page shows, read for the current workspace in the reader's language.</summary>
internal sealed class ChatReader(CurrentUser user, IModelCatalogue catalogue, ILocalizer texts)
{
    /// <summary>Every text model with the reason why it cannot be chosen.</summary>
    public IReadOnlyList<ModelChoice> Models() => [.. catalogue.TextModels.Select(Choice).OrderBy(choice => Rank(choice.Group))];

    /// <summary>The model a chat goes on with: its own or its successor, else the default one.</summary>
    public TextModel ModelFor(string? wanted)
    {
        var model = (wanted is null ? null : catalogue.Resolve(wanted)) ?? catalogue.Default;
        return user.IsSignedIn || model.IsFree ? model : catalogue.TextModels.FirstOrDefault(other => other.IsFree && IsReady(other)) ?? model;
    }

    private ModelChoice Choice(TextModel model) => model switch
    {
        { State: ModelState.Retired } => new ModelChoice(model, "retired", ""),
        _ when !IsReady(model) => new ModelChoice(model, "unconnected", texts["chat.page.models.reason.unconnected"]),
        { IsFree: false } when !user.IsSignedIn => new ModelChoice(model, "ready", texts["chat.page.models.reason.guest"]),
        _ => new ModelChoice(model, "ready", null),
    };

    private bool IsReady(TextModel model) => catalogue.RoutesFor(model).Count > 0;

    private static int Rank(string group) => group switch
    {
        "ready" => 0,
        "unconnected" => 1,
        _ => 2,
    };
}
