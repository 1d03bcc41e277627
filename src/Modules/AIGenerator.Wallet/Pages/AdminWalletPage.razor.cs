using System.Globalization;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Money;
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

    // Far above any wallet, far below what a sum could overflow.
    private const long LargestAdjustment = 1_000_000_000_000;

    private IReadOnlyList<Imbalance> _imbalances = [];
    private IReadOnlyList<HoldRow> _unknown = [];
    private StatementPage _page = new([], null);
    private Balance _balance = new(Credits.Zero, Credits.Zero);
    private WorkspaceId? _found;
    private string? _amountError;
    private string? _reasonError;
    private string _key = "";

    /// <summary>Which wallet to show.</summary>
    [SupplyParameterFromQuery]
    public string? Workspace { get; set; }

    /// <summary>Entries older than this one.</summary>
    [SupplyParameterFromQuery]
    public long? Before { get; set; }

    private CancellationToken Aborted => Http?.RequestAborted ?? CancellationToken.None;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _imbalances = await Books.RunAsync(Aborted);
        _unknown = [.. (await Overdue.ListAsync(null, MostUnknownHolds, Aborted)).Where(hold => hold.Work is null).Select(hold => hold.Hold)];

        // Made with the form, so that pressing twice books once.
        _key = Posted("key") is { Length: > 0 and <= 200 } sent ? sent : Guid.CreateVersion7(Clock.GetUtcNow()).ToString();
        if (Guid.TryParse(Workspace?.Trim(), out var id))
        {
            _found = new WorkspaceId(id);
            _balance = await Wallet.BalanceOfAsync(_found.Value, Aborted);
            _page = await Entries.RunAsync(_found.Value, Before, Aborted);
        }
    }

    private async Task AdjustAsync()
    {
        var reason = Posted("reason")?.Trim() ?? "";
        _reasonError = reason.Length is 0 or > 500 ? Texts["wallet.admin.reason-wrong"] : null;
        var isAmount = TryReadAmount(Posted("amount"), out var amount);
        _amountError = isAmount ? null : Texts["wallet.admin.amount-wrong"];
        var http = Http ?? throw new InvalidOperationException("This page needs a request.");
        if (_found is not { } workspace || _reasonError is not null || !isAmount)
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return;
        }

        var result = await Wallet.AdjustAsync(new Adjustment(workspace, new Credits(amount), reason, _key, Reader.Id), Aborted);
        if (!result.Ok(out _, out var refusal))
        {
            _amountError = Texts.Describe(refusal with { Code = "wallet.adjustment-too-large" });
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

    private string? Posted(string field) =>
        Http is { Request.HasFormContentType: true } http && http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;

    private string Of(WorkspaceId workspace) => Href($"/admin/wallet?workspace={workspace}");
}
