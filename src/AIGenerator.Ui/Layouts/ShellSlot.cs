namespace AIGenerator.Ui;

/// <summary>A component that a module puts into the shell. The layouts know none of them.</summary>
/// <param name="Place">Where.</param>
/// <param name="Component">A Razor component without required parameters.</param>
/// <param name="Order">Position among the slots of one place; steps of ten.</param>
public sealed record ShellSlot(ShellPlace Place, Type Component, int Order = 10);

/// <summary>Places of the shell.</summary>
public enum ShellPlace
{
    /// <summary>In the sidebar under the navigation, e.g. recent chats.</summary>
    Sidebar,

    /// <summary>In the top bar before language and theme, e.g. the balance.</summary>
    TopBar,

    /// <summary>Under the top bar over the page, e.g. a notice for everybody.</summary>
    Notice,

    /// <summary>In the command palette after pages and actions: a <c>role="group" data-group="…"</c> with <c>PaletteItem</c>s; it may search for itself (command-palette.ts).</summary>
    Palette,

    /// <summary>The start page's live prompt box, for visitors and people.</summary>
    HomePrompt,

    /// <summary>Under it, for people: what they were at, e.g. their last chats.</summary>
    HomeContinue,

    /// <summary>The page Settings → Data, above the end of the account: what can be taken along or brought.</summary>
    SettingsData,
}
