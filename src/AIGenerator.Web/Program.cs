using AIGenerator.Web;
using AIGenerator.Web.Hosting;
using AIGenerator.Web.Hosting.Postgres;
using AIGenerator.Workspaces;

try
{
    var builder = WebApplication.CreateBuilder(args);
    var url = builder.Configuration["DATABASE_URL"];
    builder.Services.AddDatabase(new DatabaseSettings(url is null ? null : DatabaseAddress.Parse(url), Path.GetFullPath(builder.Configuration["DATA_DIR"] ?? "data")));
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddModules(builder.Configuration);

    var app = builder.Build();
    app.UseAuthentication();
    app.UseCurrentUser();
    app.UseAuthorization();
    app.MapModules();
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
