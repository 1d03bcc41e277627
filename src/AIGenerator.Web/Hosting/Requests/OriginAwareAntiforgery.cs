using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>
/// The framework's tokens, except that a request which the browser vouches for needs none: forms on cached pages have no token to send.
/// </summary>
internal sealed class OriginAwareAntiforgery(IAntiforgery tokens) : IAntiforgery
{
    /// <summary>Where a request carries its token that has no form, or none that is read at once.</summary>
    public const string Header = "X-CSRF-Token";

    /// <summary>Replaces the framework's registration.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddAntiforgery(options =>
        {
            options.HeaderName = Header;
            options.Cookie.Name = "ag_csrf";
            options.Cookie.Path = "/";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        var framework = services.Last(service => service.ServiceType == typeof(IAntiforgery)).ImplementationType!;
        services.Replace(ServiceDescriptor.Singleton<IAntiforgery>(provider =>
            new OriginAwareAntiforgery((IAntiforgery)ActivatorUtilities.CreateInstance(provider, framework))));
    }

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => tokens.GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => tokens.GetTokens(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => tokens.SetCookieTokenAndHeader(httpContext);

    public async Task<bool> IsRequestValidAsync(HttpContext httpContext) =>
        RequestSource.Of(httpContext.Request) == Source.OwnPage || await tokens.IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) =>
        RequestSource.Of(httpContext.Request) == Source.OwnPage ? Task.CompletedTask : tokens.ValidateRequestAsync(httpContext);
}
