using AIGenerator.Chat.Asking;
using AIGenerator.Chat.Messages;
using AIGenerator.Kernel.Results;
using AIGenerator.Models;

namespace AIGenerator.Chat.Compare;

/// <summary>Who answers a wish: the model that it names, or for a comparison all of them, or the chat's own.</summary>
internal sealed class AnsweringModels(IModelCatalogue models)
{
    /// <summary>Fewer would be no comparison.</summary>
    public const int Fewest = 2;

    /// <summary>More would not stand side by side.</summary>
    public const int Most = 4;

    /// <summary>
    /// The models, those that are retired replaced by their successors. Refusals: <c>models.unknown</c>, <c>chat.sign-in-for-model</c>,
    /// <c>chat.compare-count</c>, <c>chat.compare-same</c>, <c>chat.one-way-to-name</c>.
    /// </summary>
    /// <param name="ask">The wish.</param>
    /// <param name="own">The chat's own model; null in a new chat.</param>
    /// <param name="isVisitor">Visitors use free models only.</param>
    public Result<Answering> For(Ask ask, string? own, bool isVisitor)
    {
        if (ask.Models is { } named)
        {
            return ask.Model is null && ask.ModelOnce is null ? Compared(named, own, isVisitor) : ChatErrors.OneWayToName;
        }

        var start = isVisitor ? models.BuiltIn.Id : models.Default.Id;
        if (!One(ask.ModelOnce ?? ask.Model ?? own ?? start, isVisitor).Ok(out var model, out var unusable))
        {
            return unusable;
        }

        // Asking one answer of another model does not change who answers next, nor does a model for this message alone.
        var next = ask.ModelOnce is null ? (ask.Message is null ? null : model.Id) : own is null ? models.Resolve(ask.Model ?? start)?.Id ?? start : null;
        return new Answering([model], next, [ask.ModelOnce ?? ask.Model]);
    }

    private Result<Answering> Compared(IReadOnlyList<string> named, string? own, bool isVisitor)
    {
        if (named.Count is < Fewest or > Most)
        {
            return ChatErrors.CompareCount;
        }

        List<TextModel> chosen = [];
        foreach (var id in named)
        {
            if (!One(id, isVisitor).Ok(out var model, out var unusable))
            {
                return unusable;
            }

            chosen.Add(model);
        }

        return chosen.DistinctBy(model => model.Id).Count() < chosen.Count ? ChatErrors.CompareSame : new Answering(chosen, own is null ? chosen[0].Id : null, named);
    }

    private Result<TextModel> One(string? id, bool isVisitor)
    {
        if (id is not { Length: > 0 and <= TextModel.LongestId } || models.Resolve(id) is not { } model)
        {
            return ChatErrors.UnknownModel(Kernel.Text.StoredText.Cut(id ?? "", TextModel.LongestId));
        }

        return !isVisitor || model.IsFree ? model : ChatErrors.SignInForModel;
    }
}

/// <summary>Who answers.</summary>
/// <param name="Models">One, or those of a comparison.</param>
/// <param name="Own">The id that the chat goes on with; null where it stays as it was.</param>
/// <param name="Asked">What was asked for in the place of each; null where nothing was.</param>
internal sealed record Answering(IReadOnlyList<TextModel> Models, string? Own, IReadOnlyList<string?> Asked)
{
    /// <summary>The response, naming the retired models in whose place others answer.</summary>
    public PostMessageResponse Replacing(PostMessageResponse response) => response with
    {
        ReplacedModel = Replaced(0),
        Answers = response.Answers is { } answers ? [.. answers.Select((answer, i) => answer with { ReplacedModel = Replaced(i) })] : null,
    };

    private string? Replaced(int at) => Asked[at] is { } asked && asked != Models[at].Id ? asked : null;
}
