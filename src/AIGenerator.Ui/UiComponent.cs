using AIGenerator.Kernel.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Ui;

/// <summary>What every page and component starts from: texts and addresses in the reader's language. Use with <c>@inherits UiComponent</c>.</summary>
public abstract class UiComponent : ComponentBase
{
    /// <summary>Texts in the language of the request.</summary>
    [Inject]
    public required ILocalizer Texts { get; set; }

    /// <summary>The request; null only when a component is rendered outside of one (mails, tests).</summary>
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>An address of ours in the reader's language: <c>Href("/chat")</c> gives <c>/uk/chat</c>.</summary>
    protected string Href(string path) => Http.Href(path);

    /// <summary>Attributes for a boolean that HTML writes as <c>true</c> or <c>false</c>.</summary>
    protected static string Aria(bool value) => value ? "true" : "false";
}

/// <summary>A component that passes the attributes it does not know (<c>id</c>, <c>data-…</c>, <c>class</c>) on to its element.</summary>
public abstract class UiElement : UiComponent
{
    /// <summary>Everything that is not a parameter.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>The element's class names: ours, then the caller's.</summary>
    protected string Css(params ReadOnlySpan<string?> names)
    {
        var caller = Attributes is not null && Attributes.TryGetValue("class", out var value) ? value as string : null;
        return string.Join(' ', [.. names, caller]).Replace("  ", " ", StringComparison.Ordinal).Trim();
    }
}
