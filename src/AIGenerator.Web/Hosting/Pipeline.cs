using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AIGenerator.Kernel.Localization;
using AIGenerator.Kernel.Protection;
using AIGenerator.Web.Admin;
using AIGenerator.Web.Hosting.Configuration;
using AIGenerator.Web.Hosting.Operation;
using AIGenerator.Web.Hosting.Postgres;
using AIGenerator.Web.Hosting.Requests;
using AIGenerator.Workspaces;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace AIGenerator.Web.Hosting;

/// <summary>The way of a request through the host, outermost first.</summary>
internal static class Pipeline
{
    /// <summary>What the host itself brings; the modules come on top.</summary>
    public static void AddHost(this WebApplicationBuilder builder, HostSettings settings)
    {
        var services = builder.Services;
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 12 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 24 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        // Calls to vendors that are paid for come home first; where there are none a stop takes a moment. A second Ctrl+C ends it.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
        services.AddHostedService<SecondInterrupt>();
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(new DatabaseSettings(settings.DatabaseAddress, settings.DataFolder, settings.PostgresPath));
        services.AddKernelDataProtection(settings.MasterKey);
        services.AddTexts(typeof(Pipeline).Assembly);
        services.AddProblemDetails();

        // A bad request is the caller's mistake in Development, too.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);

        // The default encoder writes every Cyrillic letter as a number: pages grow by two thirds.
        services.AddWebEncoders(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
        });

        OriginAwareAntiforgery.AddTo(services);
        RateLimits.AddTo(services);
        SharedPages.AddTo(services);
        Health.AddTo(services);
        Telemetry.AddTo(builder, settings);
        services.AddSingleton<QueueFigures>();
        services.AddSingleton<ProviderKeys>();
        services.AddAdmin();
        services.AddHostedService<Greeting>();
        if (builder.Environment.IsDevelopment())
        {
            services.AddHostedService<SchemaReport>();
        }
    }

    /// <summary>Builds the way. Endpoints come behind it.</summary>
    public static void UseHost(this WebApplication app)
    {
        if (app.Services.GetRequiredService<HostSettings>().TrustsProxy)
        {
            app.UseForwardedHeaders();
        }

        app.UseResponseCompression();
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseMiddleware<LanguageMiddleware>();
        app.UseErrorAnswers();
        app.UseMalformedBodies();
        RateLimits.UseByAddress(app);
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<SameOrigin>();
        app.UseCurrentUser();
        RateLimits.UseByAccount(app);
        app.UseAdminGate();
        app.UseAuthorization();
        SharedPages.Use(app);
        app.UseAntiforgery();
        Health.Map(app);
        app.MapAdmin();
    }
}
