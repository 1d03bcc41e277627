using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Results;
using AIGenerator.Ui;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Accounts.Pages;

/// <summary>A page with a form: 303 on success, its own HTML again with the refusal beside the field otherwise.</summary>
public abstract class FormPage : UiComponent
{
    private Error? _refusal;

    /// <summary>Refusals that belong to no field of this form.</summary>
    protected IReadOnlyList<string> GeneralErrors => _refusal is { Field: null } ? [Texts.Describe(_refusal)] : [];

    /// <summary>The request; pages never render without one.</summary>
    protected HttpContext Request => Http ?? throw new InvalidOperationException("This page needs a request.");

    /// <summary>Cancelled when the reader goes away.</summary>
    protected CancellationToken Aborted => Request.RequestAborted;

    /// <summary>What the form sent.</summary>
    protected string? Posted(string field) =>
        Request.Request.HasFormContentType && Request.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;

    /// <summary>A parameter of the address.</summary>
    protected string? Asked(string parameter) => Request.Request.Query.TryGetValue(parameter, out var value) ? value.ToString() : null;

    /// <summary>What is wrong with a field, in the reader's language.</summary>
    protected string? ErrorOf(string field) => _refusal?.Field == field ? Texts.Describe(_refusal) : null;

    /// <summary>True when the handler did it; otherwise the page is drawn again with the refusal and its status.</summary>
    protected bool Succeeded<T>(Result<T> result)
        where T : notnull
    {
        if (result.Ok(out _, out _refusal))
        {
            return true;
        }

        Request.Response.StatusCode = _refusal.Kind.Status();
        if (_refusal.Arguments?.TryGetValue("seconds", out var seconds) == true)
        {
            Request.Response.Headers.RetryAfter = Convert.ToString(seconds, System.Globalization.CultureInfo.InvariantCulture);
        }

        return false;
    }

    /// <summary>On to another page of ours.</summary>
    protected void GoTo(string address)
    {
        Request.Response.StatusCode = StatusCodes.Status303SeeOther;
        Request.Response.Headers.Location = LocalAddress.Encode(address);
    }
}
