using System.Text.Json;
using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

/// <summary>Ctrl+C while a vendor is drawing: what is paid for comes home, unless the person insists.</summary>
public sealed class StoppedHostTests
{
    [Fact]
    public async Task A_picture_that_is_being_drawn_survives_a_stop_of_the_host()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var vendors = await ChildServer.StartSimulatorsAsync(ct);
        var folder = ChildServer.NewDataFolder();
        await using var first = await StartAsync(folder, vendors, ct);
        using var person = await PersonAsync(first, ct);
        var id = await BegunAsync(person, "A harbour sim:slow", ct);

        (await first.InterruptAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();

        await using var second = await StartAsync(folder, vendors, ct);
        person.MovesTo(second.Address);
        var media = await UntilAsync(person, id, media => media.GetProperty("finishedAt").ValueKind != JsonValueKind.Null, ct);
        (media.GetProperty("state").GetString(), media.GetProperty("assets").GetArrayLength()).ShouldBe(("succeeded", 1));
        (await person.GetAsync("/en/admin/wallet", ct)).ShouldContain("data-books-balance=\"yes\"");
    }

    [Fact]
    public async Task A_second_interrupt_ends_the_host_at_once_and_one_is_enough_where_nothing_is_drawn()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var vendors = await ChildServer.StartSimulatorsAsync(ct);
        var folder = ChildServer.NewDataFolder();
        await using var first = await StartAsync(folder, vendors, ct);
        using var person = await PersonAsync(first, ct);
        await BegunAsync(person, "A harbour sim:silence", ct);

        (await first.InterruptAsync(TimeSpan.FromSeconds(5))).ShouldBeFalse();
        (await first.InterruptAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();

        await using var second = await StartAsync(ChildServer.NewDataFolder(), vendors, ct);
        (await second.InterruptAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue();
    }

    private static async Task<HttpPerson> PersonAsync(ChildServer host, CancellationToken ct)
    {
        var person = await HttpPerson.RegisterAsync(host.Address, ct);
        await Administrator.ClaimAsync(host, person, ct);
        await Administrator.GrantAsync(person, person.Email, 100_000, ct);
        return person;
    }

    /// <summary>Ordered, and at the vendor.</summary>
    private static async Task<Guid> BegunAsync(HttpPerson person, string prompt, CancellationToken ct)
    {
        var id = await person.DrawAsync("gpt-image-2", prompt, 1, ct);
        await UntilAsync(person, id, media => media.GetProperty("state").GetString() == "running", ct);
        return id;
    }

    private static async Task<JsonElement> UntilAsync(HttpPerson person, Guid id, Func<JsonElement, bool> isRight, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var media = await person.GetJsonAsync($"/api/images/{id}", patience.Token);
            if (isRight(media))
            {
                return media;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    private static Task<ChildServer> StartAsync(string folder, ChildServer vendors, CancellationToken ct) => ChildServer.StartProductAsync(
        folder,
        ct,
        ("OPENAI_BASE_URL", new Uri(vendors.Address, "/v1").AbsoluteUri),
        ("OPENAI_API_KEY", "sk-simulated"));
}
