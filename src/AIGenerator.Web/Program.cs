using AIGenerator.Web;
using AIGenerator.Web.Hosting;
using AIGenerator.Web.Hosting.Configuration;

try
{
    var builder = HostConfiguration.CreateBuilder(args);
    var settings = builder.ReadHostSettings();
    builder.AddHost(settings);
    builder.Services.AddModules(builder.Configuration, runsJobs: settings.Role != HostRole.Web);

    var app = builder.Build();
    app.CheckSettings();
    app.UseHost();
    if (settings.Role != HostRole.Worker)
    {
        app.MapModules();
    }

    await app.RunAsync();
    return 0;
}
catch (Exception problem) when (Refusal.From(problem) is { } refusal)
{
    await Console.Error.WriteLineAsync(refusal);
    return 1;
}
