using AIGenerator.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace AIGenerator.Tests.Infrastructure;

public sealed class InfrastructureTests(TestServices services) : IClassFixture<TestServices>
{
    [Fact]
    public async Task A_test_class_gets_a_migrated_database_of_its_own()
    {
        var migrations = await services.QueryAsync<long>("select count(*) from kernel.migrations");

        migrations.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Text_search_of_the_database_knows_Cyrillic()
    {
        var lower = await services.QueryAsync<string>("select lower('ЇЖАК') collate \"default\"");

        lower.ShouldBe("їжак");
    }

    [Fact]
    public async Task A_scope_reaches_the_database()
    {
        var version = await services.InScopeAsync<AppDb, string>(db => db.Database.SqlQueryRaw<string>("select version() as \"Value\"").SingleAsync());

        version.ShouldStartWith("PostgreSQL");
    }

    [Fact]
    public void A_stopped_clock_fires_timers_when_they_are_passed()
    {
        var clock = new StoppedClock();
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

        clock.Advance(TimeSpan.FromSeconds(35));

        fired.ShouldBe(3);
    }
}

public sealed class WholeHostTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task The_host_starts_and_answers()
    {
        using var browser = app.Browser();

        using var response = await browser.GetAsync("/nothing/here", TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBeInRange(300, 404);
    }
}
