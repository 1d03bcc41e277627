using AIGenerator.Chat.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Chat.Context;

/// <summary>What few visits need and the page therefore comes without: the panel of the gauge with its notice, and the dialog of a chat's settings.</summary>
internal static class ContextFragments
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/chat/context", () => new RazorComponentResult<ContextPanel>()).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapGet("/chat/settings", SettingsAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<RazorComponentResult<SettingsDialog>> SettingsAsync(ChatReader reader, CancellationToken ct, Guid? chat = null, string? model = null) =>
        new(new { Settings = await reader.SettingsAsync(chat, ct), Model = reader.ModelFor(model) });
}
