using AIGenerator.Kernel.Data;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Kernel.Data;

public sealed class SchemaCheckTests(TestServices services) : IClassFixture<TestServices>
{
    [Fact]
    public async Task The_model_of_every_module_matches_its_migrations()
    {
        var differences = await services.InScopeAsync<SchemaCheck, IReadOnlyList<string>>(check => check.CompareAsync(TestContext.Current.CancellationToken));

        differences.ShouldBeEmpty(string.Join('\n', differences));
    }
}

public sealed class SchemaDifferenceTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task Every_sort_of_difference_is_found()
    {
        await database.ExecuteAsync("""
            alter table kernel.jobs alter column name type varchar(10), alter column last_error set not null, drop column priority;
            alter table kernel.jobs add column surprise int not null;
            drop index kernel.jobs_unique_key;
            drop table kernel.events;
            """);
        await using var node = await database.NodeAsync();

        var differences = await node.Get<SchemaCheck>().CompareAsync(node.Ct);

        differences.ShouldBe(
        [
            "kernel.events is not in the database.",
            "kernel.jobs (name, unique_key) is unique in the model only.",
            "kernel.jobs.last_error is not null in the database, the opposite in the model.",
            "kernel.jobs.name is character varying(10) in the database, character varying(150) in the model.",
            "kernel.jobs.priority is not in the database.",
            "kernel.jobs.surprise is required by the database and unknown to the model.",
        ]);
    }
}
