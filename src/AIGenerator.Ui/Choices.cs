namespace AIGenerator.Ui;

/// <summary>How much a button asks for attention. One primary in a view.</summary>
public enum ButtonKind
{
    /// <summary>The one thing to do here.</summary>
    Primary,

    /// <summary>Everything else.</summary>
    Secondary,

    /// <summary>Quiet, without a surface.</summary>
    Ghost,

    /// <summary>Destroys something.</summary>
    Danger,

    /// <summary>Reads as a link.</summary>
    Link,
}

/// <summary>Height of a control: 32, 40 or 48 pixels.</summary>
public enum ControlSize
{
    /// <summary>32 px: tables, toolbars.</summary>
    S,

    /// <summary>40 px: the usual.</summary>
    M,

    /// <summary>48 px: heroes, phones.</summary>
    L,
}

/// <summary>What a notice, badge or bar is about.</summary>
public enum Tone
{
    /// <summary>No news.</summary>
    Neutral,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Done.</summary>
    Success,

    /// <summary>Take care.</summary>
    Warning,

    /// <summary>Went wrong.</summary>
    Danger,

    /// <summary>Ours.</summary>
    Accent,

    /// <summary>About tokens.</summary>
    Credit,
}

/// <summary>How a price is meant.</summary>
public enum PriceKind
{
    /// <summary>This many.</summary>
    Exact,

    /// <summary>About this many.</summary>
    Estimate,

    /// <summary>At most this many.</summary>
    AtMost,

    /// <summary>Part of the plan.</summary>
    Included,
}

/// <summary>One choice of a <c>Select</c> or <c>Segmented</c> control.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Text">What people read.</param>
/// <param name="Icon">An icon before the text, or alone in a segmented control.</param>
/// <param name="IsDisabled">Visible, but not for choosing.</param>
public sealed record Choice(string Value, string Text, string? Icon = null, bool IsDisabled = false);

/// <summary>One tab. Tabs are links: the address holds the state.</summary>
/// <param name="Href">The address, ready for the link (with the language).</param>
/// <param name="Text">Its label.</param>
/// <param name="IsCurrent">Whether this is the page.</param>
/// <param name="Count">A small number after the label.</param>
/// <param name="Icon">Shown where the tabs are a list at the side.</param>
public sealed record Tab(string Href, string Text, bool IsCurrent, int? Count = null, string? Icon = null);
