using System.Security.Cryptography;
using AIGenerator.Ui;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>The cache of pages that are the same for all visitors. Such a page carries neither a nonce nor a token.</summary>
internal sealed class SharedPages : IOutputCachePolicy
{
    /// <summary>How long a page is served from the cache.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    // Whoever has one of these sees something of his own.
    private static readonly string[] PersonalCookies = ["ag_session", "ag_visitor", "ag_flash"];

    private static readonly string[] Themes = ["dark", "light", "system"];

    /// <summary>Adds the cache.</summary>
    public static void AddTo(IServiceCollection services) => services.AddOutputCache(options =>
    {
        options.AddBasePolicy(new SharedPages());
        options.DefaultExpirationTimeSpan = Lifetime;
        options.SizeLimit = 32 * 1024 * 1024;
        options.MaximumBodySize = 1024 * 1024;
    });

    /// <summary>Marks requests whose page is shared: after routing, before the page is drawn.</summary>
    public static void Use(IApplicationBuilder app)
    {
        app.Use((http, next) =>
        {
            if (IsShared(http))
            {
                http.Items[UncachedPages.Shared] = true;
            }
            else if (!http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            {
                http.Items[SecurityHeaders.Nonce] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
            }

            return next(http);
        });
        app.UseOutputCache();
    }

    /// <inheritdoc/>
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var shared = context.HttpContext.Items.ContainsKey(UncachedPages.Shared);
        context.EnableOutputCaching = shared;
        context.AllowCacheLookup = shared;
        context.AllowCacheStorage = shared;
        context.AllowLocking = shared;
        if (shared)
        {
            var request = context.HttpContext.Request;
            var theme = request.Cookies["ag_theme"];
            context.CacheVaryByRules.QueryKeys = "*";
            context.CacheVaryByRules.CacheKeyPrefix = $"{request.Scheme}|{request.PathBase}|{(Themes.Contains(theme) ? theme : "")}|";
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (!StringValues.IsNullOrEmpty(response.Headers.SetCookie) || response.StatusCode != StatusCodes.Status200OK)
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsShared(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<SharedPageAttribute>() is not null
        && !PersonalCookies.Any(http.Request.Cookies.ContainsKey)
        && http.User.Identity?.IsAuthenticated != true;
}
