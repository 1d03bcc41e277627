namespace AIGenerator.Kernel.Modules;

/// <summary>A page that a module offers in the shell's navigation. The host knows none of them.</summary>
/// <param name="Path">Without the language, e.g. <c>/chat</c>.</param>
/// <param name="TextKey">Catalogue key of its label.</param>
/// <param name="Icon">Name in the icon sprite.</param>
/// <param name="Order">Position; steps of ten.</param>
/// <param name="Audience">Who sees it.</param>
public sealed record NavigationItem(string Path, string TextKey, string Icon, int Order, NavigationAudience Audience = NavigationAudience.Everyone);

/// <summary>Who sees a navigation item.</summary>
public enum NavigationAudience
{
    /// <summary>Visitors and people.</summary>
    Everyone,

    /// <summary>Signed-in people.</summary>
    SignedIn,

    /// <summary>Administrators of the installation.</summary>
    Administrator,
}

/// <summary>The assemblies whose Razor pages the host serves. Each module with pages registers one.</summary>
/// <param name="Assembly">Where the pages are.</param>
public sealed record PageAssembly(System.Reflection.Assembly Assembly);
