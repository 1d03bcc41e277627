using AIGenerator.Accounts.Accounts;
using AIGenerator.Accounts.Administration;
using AIGenerator.Accounts.Passwords;
using AIGenerator.Accounts.Recovery;
using AIGenerator.Accounts.Sessions;
using AIGenerator.Accounts.Throttling;
using AIGenerator.Accounts.Tokens;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Live;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Modules;
using AIGenerator.Kernel.Queue;
using AIGenerator.Kernel.Schedules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
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
        services.AddSingleton<PasswordKeeper>();
        services.AddSingleton<IPasswordHasher<Account>>(provider => provider.GetRequiredService<PasswordKeeper>());
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();
        services.RemoveAll<IUserValidator<Account>>();
        services.RemoveAll<IPasswordValidator<Account>>();
        services.AddScoped<IPasswordValidator<Account>, PasswordRules>();
        services.AddScoped<Credentials>();
        services.AddScoped<SessionCookie>();
        services.AddSingleton<SessionLookup>();
        services.AddScoped<ILiveSessions, LiveSessions>();
        services.AddScoped<OneTimeTokens>();
        services.AddScoped<Throttle>();
        services.AddSlices();
        services.AddFrontDoor();
        services.AddTexts(typeof(AccountsModule).Assembly);
        services.AddSingleton(new PageAssembly(typeof(AccountsModule).Assembly));
        services.AddSingleton(new NavigationItem("/settings", "accounts.settings.title", "settings", 900, NavigationAudience.SignedIn));
        services.AddJob<SendAccountMail, SendAccountMailHandler>();
        services.AddJob<AccountsSweep, AccountsSweepHandler>();
        services.AddSchedule("accounts.sweep", "0 40 3 * * ?", _ => new AccountsSweep());
        services.AddValidation();
        return services;
    }

    /// <summary>Endpoints that are not pages: signing out and the buttons of the settings.</summary>
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder app)
    {
        SignOutEndpoint.Map(app);
        SettingsActions.Map(app);
        return app;
    }

    private static void AddSlices(this IServiceCollection services)
    {
        services.AddScoped<AccountMails>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<OwnSessions>();
        services.AddScoped<PasswordChange>();
        services.AddScoped<EmailOwnership>();
        services.AddScoped<SignInHandler>();
        services.AddScoped<RegisterHandler>();
        services.AddScoped<RequestPasswordResetHandler>();
        services.AddScoped<ResetPasswordHandler>();
        services.AddScoped<ConfirmEmailHandler>();
        services.AddScoped<RequestConfirmationHandler>();
        services.AddScoped<ChangePasswordHandler>();
        services.AddScoped<UpdateProfileHandler>();
        services.AddScoped<UpdateAppearanceHandler>();
        services.AddScoped<DeleteAccountHandler>();
        services.AddScoped<IPeople, People>();
        services.AddScoped<AdministratorClaim>();
        services.AddScoped<IAdministratorClaim>(provider => provider.GetRequiredService<AdministratorClaim>());
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
