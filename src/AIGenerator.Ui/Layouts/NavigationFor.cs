using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Modules;

namespace AIGenerator.Ui;

/// <summary>Which navigation items somebody sees. Orders from 800 stand at the foot of the sidebar.</summary>
internal static class NavigationFor
{
    public const string AdminRoot = "/admin";

    private const int FootFrom = 800;

    public static IEnumerable<NavigationItem> Main(IEnumerable<NavigationItem> items, CurrentUser user) =>
        Visible(items, user).Where(item => item.Order < FootFrom);

    public static IEnumerable<NavigationItem> Foot(IEnumerable<NavigationItem> items, CurrentUser user) =>
        Visible(items, user).Where(item => item.Order >= FootFrom && (item.Audience != NavigationAudience.Administrator || item.Path == AdminRoot));

    /// <summary>The administrator's pages, which stand in the tabs of all of them and behind one item of the navigation.</summary>
    public static IEnumerable<NavigationItem> Admin(IEnumerable<NavigationItem> items, CurrentUser user) =>
        Visible(items, user).Where(item => item.Audience == NavigationAudience.Administrator);

    public static IEnumerable<NavigationItem> Visible(IEnumerable<NavigationItem> items, CurrentUser user) => items
        .Where(item => item.Audience switch
        {
            NavigationAudience.Everyone => true,
            NavigationAudience.SignedIn => user.IsSignedIn,
            NavigationAudience.Administrator => user.IsAdministrator,
        })
        .OrderBy(item => item.Order);
}
