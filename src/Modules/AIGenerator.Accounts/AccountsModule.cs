using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AIGenerator.Accounts;

/// <summary>Entry point of the module.</summary>
public static class AccountsModule
{
    /// <summary>Accounts, sessions, and the rule that every endpoint asks for a signed-in person unless it says otherwise.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddModuleData<AccountsModel>("accounts", 1);
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();
        services.RemoveAll<IUserValidator<Account>>();
        services.RemoveAll<IPasswordValidator<Account>>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>();
        services.AddScoped<Credentials>();
        services.AddScoped<SessionCookie>();
        services.AddScoped<OneTimeTokens>();
        services.AddScoped<Throttle>();
        services.AddScoped<AccountMails>();
        services.AddScoped<SignInHandler>();
        services.AddScoped<RegisterHandler>();
        services.AddFrontDoor();
        return services;
    }

    private static void AddFrontDoor(this IServiceCollection services)
    {
        services.AddAuthentication(SessionClaims.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionClaims.Scheme, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(AccountRoles.Administrator, policy => policy.RequireRole(AccountRoles.Administrator))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(IsSignedInOrNowhere).Build());
    }

    // An address where nothing is stays a 404 for visitors too; it hides nothing.
    private static bool IsSignedInOrNowhere(AuthorizationHandlerContext context) =>
        context.User.Identity is { IsAuthenticated: true } || (context.Resource is HttpContext http && http.GetEndpoint() is null);
}
