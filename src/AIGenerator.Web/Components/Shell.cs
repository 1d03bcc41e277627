using AIGenerator.Chat.Home;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Ui;
using AIGenerator.Web.Components.Parts;

namespace AIGenerator.Web.Components;

/// <summary>The document around all pages, the start page and the error pages.</summary>
internal static class Shell
{
    /// <summary>Pages, texts and the parts of the shell that speak to several modules.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddUi();
        services.AddTexts(typeof(Shell).Assembly);
        services.AddSingleton(new NavigationItem("/", "home.nav", "home", 0));
        services.AddSingleton(new ShellSlot(ShellPlace.TopBar, typeof(TopBarBalance)));
        services.AddSingleton(new ShellSlot(ShellPlace.Palette, typeof(PaletteModels)));
        services.AddSingleton(new ShellSlot(ShellPlace.HomePrompt, typeof(PromptBox)));
        return services;
    }

    /// <summary>All modules' pages, client files and preference forms.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapClientFiles();
        app.MapPreferences();
        var own = typeof(Shell).Assembly;
        var others = app.Services.GetServices<PageAssembly>().Select(page => page.Assembly).Where(assembly => assembly != own).Distinct().ToArray();
        app.MapRazorComponents<App>().AddAdditionalAssemblies(others);
    }
}
