using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>Where the settings come from, weakest first: appsettings.json, <c>.env</c>, the environment, the command line.</summary>
internal static class HostConfiguration
{
    /// <summary>A builder whose content root is the host's own folder, whatever the working folder is (that one holds <c>.env</c> and <c>data</c>).</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = ContentRoot(args) });
        builder.Configuration.AddEnvironmentFile(Path.Combine(Environment.CurrentDirectory, ".env"));
        return builder;
    }

    /// <summary>Reads the host's settings, hands vendors' environment names to the adapters, and gives the modules the settings they read as they were understood.</summary>
    public static HostSettings ReadHostSettings(this WebApplicationBuilder builder)
    {
        var settings = HostSettings.Read(builder.Configuration);
        builder.Configuration.AddInMemoryCollection(VendorSettings.Read(builder.Configuration));
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("APP_URL", settings.AppUrl?.GetLeftPart(UriPartial.Authority))]);
        builder.Services.AddSingleton(settings);
        return settings;
    }

    private static void AddEnvironmentFile(this ConfigurationManager configuration, string path)
    {
        var source = new MemoryConfigurationSource { InitialData = EnvironmentFile.Read(path) };
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var environment = sources.Index().LastOrDefault(entry => entry.Item is EnvironmentVariablesConfigurationSource { Prefix: null or "" }).Index;
        sources.Insert(environment, source);
    }

    private static string? ContentRoot(string[] args)
    {
        if (args.Any(argument => argument.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase)) || Directory.Exists(Path.Combine(Environment.CurrentDirectory, "wwwroot")))
        {
            return null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "src", "AIGenerator.Web");
            if (Directory.Exists(Path.Combine(folder.FullName, "wwwroot")))
            {
                return folder.FullName;
            }

            if (File.Exists(Path.Combine(project, "AIGenerator.Web.csproj")))
            {
                return project;
            }
        }

        return null;
    }
}
