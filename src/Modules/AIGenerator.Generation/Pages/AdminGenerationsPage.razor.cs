using AIGenerator.Generation.Administration;
using AIGenerator.Generation.Media;
using AIGenerator.Kernel.Text;
using AIGenerator.Providers.Text.Health;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Components;

namespace AIGenerator.Generation.Pages;

/// <summary>What is being made for everybody, what failed, and which vendors are passed over.</summary>
public sealed partial class AdminGenerationsPage
{
    private IReadOnlyList<BoardQueue> _queue = [];
    private BoardTexts? _texts;
    private IReadOnlyList<BoardFailures> _failures = [];
    private IReadOnlyList<HealthLine> _circuits = [];
    private BoardPage _page = new([], null);
    private DateTimeOffset _now;

    /// <summary>One word of <see cref="BoardState"/>; what is none means the open ones.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>A catalogue id.</summary>
    [SupplyParameterFromQuery]
    public string? Model { get; set; }

    /// <summary>The number of a workspace or of a generation.</summary>
    [SupplyParameterFromQuery]
    public string? Named { get; set; }

    /// <summary>Where the page begins.</summary>
    [SupplyParameterFromQuery]
    public string? From { get; set; }

    private BoardQuery Query { get; set; } = new();

    private bool IsNamedWrong => Named?.Trim() is { Length: > 0 } && Query.Named is null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var ct = Http?.RequestAborted ?? CancellationToken.None;
        _now = Clock.GetUtcNow();
        Query = new BoardQuery(
            Enum.TryParse<BoardState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : BoardState.Open,
            Model is { Length: > 0 } model && Models.Find(StoredText.Clean(model)) is { } known ? known.Id : null,
            Guid.TryParse(Named?.Trim(), out var named) ? named : null,
            Guid.TryParse(From, out var from) ? from : null);
        _queue = await Board.QueueAsync(ct);
        _texts = await Board.TextsAsync(ct);
        _failures = await Board.FailuresAsync(ct);
        _circuits = Circuits.Open;

        // A number that is none finds nothing, rather than everything.
        _page = IsNamedWrong ? _page : await Board.RowsAsync(Query, ct);
    }

    private string Address(BoardQuery query) => Href("/admin/generations" + SearchOf(query));

    private static string SearchOf(BoardQuery query)
    {
        var parts = new List<string>();
        if (query.State != BoardState.Open)
        {
            parts.Add($"state={StateWord(query.State)}");
        }

        if (query.Model is { } model)
        {
            parts.Add($"model={Uri.EscapeDataString(model)}");
        }

        if (query.Named is { } named)
        {
            parts.Add($"named={named}");
        }

        if (query.From is { } from)
        {
            parts.Add($"from={from}");
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string StateWord(BoardState state) => BoardWords.Word(state);

    private Choice[] States() => [.. Enum.GetValues<BoardState>().Select(state => new Choice(StateWord(state), Texts[$"generation.admin.state.{StateWord(state)}"]))];

    private Choice[] ModelChoices() => [new Choice("", Texts["generation.admin.every-model"]), .. Models.Models.Select(model => new Choice(model.Id, model.Name))];

    private string StageOf(MediaStage stage, bool isReleased) => BoardWords.Stage(Texts, stage, isReleased);

    private string Age(DateTimeOffset since) => BoardWords.Age(Texts, _now - since);

    private string ErrorOf(string? code) => BoardWords.Error(Texts, code);

    // The last digits: ids of version 7 begin with their time, and are alike there.
    private static string Short(Guid id) => id.ToString()[^8..];
}
