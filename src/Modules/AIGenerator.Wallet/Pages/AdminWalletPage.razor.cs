using System.Globalization;
using AIGenerator.Accounts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Money;
using AIGenerator.Kernel.Results;
using AIGenerator.Kernel.Text;
using AIGenerator.Ui;
using AIGenerator.Wallet.Books;
using AIGenerator.Wallet.Entries;
using AIGenerator.Wallet.Holds;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Wallet.Pages;

/// <summary>Whether the books balance, and corrections by the operator.</summary>
public sealed partial class AdminWalletPage
{
    private const int MostUnknownHolds = 50;
    private const int MostPeople = 20;

    // Far above any wallet, far below what a sum could overflow.
    private const long LargestAdjustment = 1_000_000_000_000;

    private IReadOnlyList<Imbalance> _imbalances = [];
    private IReadOnlyList<HoldRow> _unknown = [];
    private StatementPage _page = new([], null);
    private Balance _balance = new(Credits.Zero, Credits.Zero);
    private WorkspaceId? _found;
    private Person? _owner;
    private IReadOnlyList<(Person Person, WorkspaceId Workspace)> _people = [];
    private string? _amountError;
    private string? _reasonError;
    private string _key = "";

    /// <summary>Whose wallet: an address, a name, or a workspace's number.</summary>
    [SupplyParameterFromQuery]
    public string? Find { get; set; }

    /// <summary>Which wallet to show.</summary>
    [SupplyParameterFromQuery]
    public string? Workspace { get; set; }

    /// <summary>Entries older than this one.</summary>
    [SupplyParameterFromQuery]
    public string? Before { get; set; }

    private CancellationToken Aborted => Http?.RequestAborted ?? CancellationToken.None;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _imbalances = await Books.RunAsync(Aborted);
        _unknown = [.. (await Overdue.ListAsync(null, MostUnknownHolds, Aborted)).Where(hold => hold.Work is null).Select(hold => hold.Hold)];

        // Made with the form, so that pressing twice books once.
        _key = Posted("key") is { Length: > 0 and <= 200 } sent ? StoredText.Clean(sent) : NewKey();
        await FindAsync();
        if (_found is not null)
        {
            _owner = await Workspaces.OwnerOfAsync(_found.Value, Aborted) is { } owner ? await People.OfAsync(owner, Aborted) : null;
            _balance = await Wallet.BalanceOfAsync(_found.Value, Aborted);
            _page = await Entries.RunAsync(_found.Value, Before, Aborted);
        }
    }

    private bool IsAsked => Asked.Length > 0;

    private string Asked => StoredText.Clean(Find?.Trim() ?? "");

    // Exactly one match needs no list.
    private async Task FindAsync()
    {
        if (Guid.TryParse(IsAsked ? Asked : Workspace?.Trim(), out var id))
        {
            _found = new WorkspaceId(id);
            return;
        }

        var people = new List<(Person, WorkspaceId)>();
        foreach (var person in await People.FindAsync(Asked, MostPeople, Aborted))
        {
            people.Add((person, await Workspaces.PersonalOfAsync(person.Id, Aborted)));
        }

        _found = people is [var (_, only)] ? only : null;
        _people = _found is null ? people : [];
    }

    private async Task AdjustAsync()
    {
        var reason = StoredText.Clean(Posted("reason")?.Trim() ?? "");
        _reasonError = reason.Length is 0 or > 500 ? Texts["wallet.admin.reason-wrong"] : null;
        var isAmount = TryReadAmount(Posted("amount"), out var amount);
        _amountError = isAmount ? null : Texts["wallet.admin.amount-wrong"];
        var http = Http ?? throw new InvalidOperationException("This page needs a request.");
        if (_found is not { } workspace || _owner is null || _reasonError is not null || !isAmount)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        var result = await Wallet.AdjustAsync(new Adjustment(workspace, new Credits(amount), reason, _key, Reader.Id), Aborted);
        if (!result.Ok(out _, out var refusal))
        {
            _amountError = Texts.Describe(refusal.Kind == ErrorKind.Conflict ? refusal : refusal with { Code = "wallet.adjustment-too-large" });
            _key = NewKey();
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        http.Flash(Tone.Success, Texts["wallet.admin.booked"]);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = Of(workspace);
    }

    // People paste amounts with spaces and with the typographic minus.
    private static bool TryReadAmount(string? text, out long amount)
    {
        var plain = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).Replace('−', '-');
        return long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out amount)
            && amount is not 0 and >= -LargestAdjustment and <= LargestAdjustment;
    }

    private string NewKey() => Guid.CreateVersion7(Clock.GetUtcNow()).ToString();

    private string? Posted(string field) =>
        Http is { Request.HasFormContentType: true } http && http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;

    private string Of(WorkspaceId workspace) => Href($"/admin/wallet?workspace={workspace}");
}
