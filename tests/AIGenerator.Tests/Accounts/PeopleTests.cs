using AIGenerator.Accounts;
using AIGenerator.Accounts.Accounts;
using AIGenerator.Kernel.Identity;
using AIGenerator.Workspaces;

namespace AIGenerator.Tests.Accounts;

public sealed class PeopleTests(AccountServices services) : IClassFixture<AccountServices>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task People_are_found_by_a_part_of_the_address_or_the_name_in_any_case()
    {
        var olena = await PersonAsync("olena.k@example.org", "Олена Коваленко");
        var other = await PersonAsync("someone@example.org", "Хтось");

        (await FindAsync("OLENA.")).ShouldBe([olena]);
        (await FindAsync(" коваленко ")).ShouldBe([olena]);
        (await FindAsync("example.org")).ShouldBe([olena, other], ignoreOrder: true);
        (await FindAsync("nobody")).ShouldBeEmpty();
        (await FindAsync("  ")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_exact_address_comes_first()
    {
        await PersonAsync("aa.ann@example.net", "A");
        var ann = await PersonAsync("ann@example.net", "Z");

        (await FindAsync("ann@example.net"))[0].ShouldBe(ann);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_erc%")]
    [InlineData("\\")]
    public async Task Wildcards_are_letters(string words)
    {
        await PersonAsync("percy@example.info", "Percy");

        (await FindAsync(words)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_workspace_names_its_owner_and_a_visitors_has_none()
    {
        var id = await PersonAsync("owner@example.name", "Owner");
        var personal = await services.InScopeAsync<IWorkspaces, WorkspaceId>(workspaces => workspaces.PersonalOfAsync(id, Ct));

        (await OwnerOfAsync(personal)).ShouldBe(id);
        (await OwnerOfAsync(new WorkspaceId(Guid.CreateVersion7(services.Clock.GetUtcNow())))).ShouldBeNull();
        (await services.InScopeAsync<IPeople, Person?>(people => people.OfAsync(id, Ct))).ShouldBe(new Person(id, "Owner", "owner@example.name"));
    }

    private Task<UserId?> OwnerOfAsync(WorkspaceId workspace) => services.InScopeAsync<IWorkspaces, UserId?>(workspaces => workspaces.OwnerOfAsync(workspace, Ct));

    private async Task<IReadOnlyList<UserId>> FindAsync(string words) =>
        [.. (await services.InScopeAsync<IPeople, IReadOnlyList<Person>>(people => people.FindAsync(words, 20, Ct))).Select(person => person.Id)];

    private async Task<UserId> PersonAsync(string email, string name)
    {
        var browser = services.NewBrowser();
        await browser.RegisterAsync(email);
        await browser.TryAsync<UpdateProfileHandler>(handler => handler.HandleAsync(name, Ct));
        return (await browser.WhoAmIAsync()).Id!.Value;
    }
}
