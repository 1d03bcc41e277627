namespace AIGenerator.Ui;

/// <summary>Marks of a request that decide what its page may carry.</summary>
public static class UncachedPages
{
    /// <summary>Key in <c>HttpContext.Items</c>: the page is the same for all visitors and may be cached, so it carries no token and no nonce.</summary>
    public const string Shared = "ui.shared-page";
}
