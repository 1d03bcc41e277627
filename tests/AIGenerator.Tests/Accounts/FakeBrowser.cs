using System.Net;
using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Workspaces;
using AIGenerator.Workspaces.Visitors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Accounts;

/// <summary>
/// Sends requests through the real session authentication and the real current-user middleware to a handler, and keeps cookies between them.
/// </summary>
public sealed class FakeBrowser(AccountServices services, int number)
{
    public const string Password = "correct horse battery";

    /// <summary>What this browser holds.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Sent with each request.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    /// <summary>Of the latest answer.</summary>
    public int Status { get; private set; }

    /// <summary>Whose request the latest one was.</summary>
    public CurrentUser? User { get; private set; }

    public async Task<T?> AskAsync<TService, T>(Func<TService, Task<T>> act)
        where TService : notnull
    {
        await using var scope = services.Scope();
        var http = NewRequest(scope.ServiceProvider);
        scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        var session = await http.AuthenticateAsync();
        http.User = session.Principal ?? new();
        T? answer = default;
        var middleware = new CurrentUserMiddleware(async _ => answer = await act(scope.ServiceProvider.GetRequiredService<TService>()));
        User = scope.ServiceProvider.GetRequiredService<CurrentUser>();
        await middleware.InvokeAsync(
            http, User, scope.ServiceProvider.GetRequiredService<IWorkspaces>(), scope.ServiceProvider.GetRequiredService<VisitorWorkspaces>());
        Status = http.Response.StatusCode;
        Keep(http.Response.Headers.SetCookie);
        return answer;
    }

    /// <summary>Null for success, otherwise the refusal.</summary>
    public async Task<Error?> TryAsync<TService>(Func<TService, Task<Result<Done>>> act)
        where TService : notnull
    {
        var result = await AskAsync<TService, Result<Done>>(act);
        result.Ok(out _, out var refusal);
        return refusal;
    }

    internal Task<Error?> RegisterAsync(string email, string password = Password, string language = "en") =>
        TryAsync<RegisterHandler>(handler => handler.HandleAsync(new RegisterRequest(email, password, null, language), TestContext.Current.CancellationToken));

    internal Task<Error?> SignInAsync(string email, string password = Password) =>
        TryAsync<SignInHandler>(handler => handler.HandleAsync(new SignInRequest(email, password), TestContext.Current.CancellationToken));

    /// <summary>Who the server takes this browser for.</summary>
    public async Task<CurrentUser> WhoAmIAsync()
    {
        await AskAsync<CurrentUser, bool>(_ => Task.FromResult(true));
        return User!;
    }

    private DefaultHttpContext NewRequest(IServiceProvider provider)
    {
        var http = new DefaultHttpContext { RequestServices = provider };
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("localhost");
        http.Request.Headers.Cookie = string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        http.Request.Headers.UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        http.Connection.RemoteIpAddress = new IPAddress([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        foreach (var (name, value) in Headers)
        {
            http.Request.Headers[name] = value;
        }

        return http;
    }

    private void Keep(IEnumerable<string?> headers)
    {
        foreach (var pair in headers.OfType<string>().Select(header => header.Split(';')[0].Split('=', 2)))
        {
            if (pair[1].Length == 0)
            {
                Cookies.Remove(pair[0]);
            }
            else
            {
                Cookies[pair[0]] = Uri.UnescapeDataString(pair[1]);
            }
        }
    }
}
