using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.Extensions.Options;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>
/// Limits of one node, in two stages: by address before anybody is looked up, so that a flood costs no query, and by account afterwards.
/// A refusal is 429 with <c>Retry-After</c>.
/// </summary>
internal sealed class RateLimits : IDisposable
{
    private static readonly Error Refused = new("web.too-many-requests", "Too many requests. Wait a little and try again.", ErrorKind.TooManyRequests);

    private const string Archive = "/api/assets/archive";

    private readonly RateLimitOptions _options;
    private readonly PartitionedRateLimiter<HttpContext> _byAddress;
    private readonly PartitionedRateLimiter<HttpContext> _byAccount;

    public RateLimits(IOptions<RateLimitOptions> options)
    {
        _options = options.Value;
        _byAddress = PartitionedRateLimiter.CreateChained(
            Limiter("general", _options.General, IsCounted, ClientAddress.NetworkOf),
            Limiter("sign-in", _options.SignIn, http => IsPostTo(http, "/login", "/forgot", "/reset"), ClientAddress.NetworkOf),
            Limiter("webhooks", _options.Webhooks, http => IsPostTo(http, "/api/webhooks"), ClientAddress.NetworkOf),
            Limiter("register", _options.Register, http => IsPostTo(http, "/register"), ClientAddress.NetworkOf));
        _byAccount = PartitionedRateLimiter.CreateChained(
            Limiter("chat", _options.Chat, http => IsExactPost(http, "/api/chat") || IsPostTo(http, "/chat") || IsPostInChat(http, "/answers", "/compact"), AccountOf),
            Limiter("images", _options.Images, http => IsPostTo(http, "/api/images"), AccountOf),
            Limiter("uploads", _options.Uploads, http => IsExactPost(http, "/api/chat/attachments") || (IsPostTo(http, "/api/assets") && !IsExactPost(http, Archive)), AccountOf),
            Limiter("conversions", _options.Conversions, IsConversion, AccountOf),
            Limiter("archives", _options.Archives, http => IsExactPost(http, Archive), AccountOf),
            Limiter("copies", _options.Copies, http => IsPostInChat(http, "/forks", "/copies") || IsPostTo(http, "/share"), AccountOf),
            Limiter("imports", _options.Imports, http => IsExactPost(http, "/api/chat/imports") || IsExactPost(http, "/settings/data/import/files"), AccountOf),
            Limiter("exports", _options.Exports, http => HttpMethods.IsGet(http.Request.Method) && IsInChat(http, "/export"), AccountOf));
    }

    /// <summary>Adds the limits.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RateLimitOptions>, RateLimitOptionsValidator>();
        services.AddSingleton<RateLimits>();
    }

    /// <summary>The stage before authentication.</summary>
    public static void UseByAddress(WebApplication app) => Use(app, app.Services.GetRequiredService<RateLimits>()._byAddress);

    /// <summary>The stage after authentication.</summary>
    public static void UseByAccount(WebApplication app) => Use(app, app.Services.GetRequiredService<RateLimits>()._byAccount);

    /// <inheritdoc/>
    public void Dispose()
    {
        _byAddress.Dispose();
        _byAccount.Dispose();
    }

    private static void Use(WebApplication app, PartitionedRateLimiter<HttpContext> limiter) => app.Use(async (http, next) =>
    {
        if (ErrorAnswers.IsDrawingError(http))
        {
            await next(http);
            return;
        }

        using var lease = limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(10);
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await Refused.ToProblem(http).ExecuteAsync(http);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
    });

    private PartitionedRateLimiter<HttpContext> Limiter(string name, int perMinute, Func<HttpContext, bool> counts, Func<HttpContext, string> who) =>
        PartitionedRateLimiter.Create<HttpContext, string>(http => !_options.Enabled || !counts(http)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter($"{name}:{who(http)}", _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
                QueueLimit = 0,
            }));

    private static bool IsCounted(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase)
        && !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        && !http.Request.Path.StartsWithSegments("/api/webhooks", StringComparison.OrdinalIgnoreCase);

    private static bool IsPostTo(HttpContext http, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (HttpMethods.IsPost(http.Request.Method) && http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExactPost(HttpContext http, string path) =>
        HttpMethods.IsPost(http.Request.Method) && string.Equals(http.Request.Path.Value?.TrimEnd('/'), path, StringComparison.OrdinalIgnoreCase);

    private static bool IsConversion(HttpContext http) => http.Request.Path.StartsWithSegments("/api/assets", StringComparison.OrdinalIgnoreCase) && http.Request.Query.ContainsKey("format");

    private static bool IsPostInChat(HttpContext http, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (HttpMethods.IsPost(http.Request.Method) && IsInChat(http, ending))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInChat(HttpContext http, string ending) =>
        http.Request.Path.StartsWithSegments("/api/chat", StringComparison.OrdinalIgnoreCase)
        && http.Request.Path.Value!.AsSpan().TrimEnd('/').EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static string AccountOf(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? ClientAddress.NetworkOf(http);
}
