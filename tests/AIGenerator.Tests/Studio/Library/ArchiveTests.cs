using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AIGenerator.Kernel.Identity;
using AIGenerator.Studio.Library;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Media;

namespace AIGenerator.Tests.Studio.Library;

/// <summary>Several pictures as one file.</summary>
public sealed class ArchiveTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chosen_pictures_come_as_one_file_with_what_made_them()
    {
        using var person = await app.PersonAsync();
        var drawn = await person.DrawnAsync("Гори вночі", count: 2);
        var own = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();

        using var answer = await person.PostAsJsonAsync("/api/assets/archive", new { ids = new[] { drawn[0], own, drawn[1], own } }, Ct);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        await using var archive = new ZipArchive(new MemoryStream(bytes));

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType).ShouldBe((HttpStatusCode.OK, "application/zip", "attachment"));
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)).ShouldBe((ushort)0, "the first picture is stored, not packed again");
        archive.Entries.Select(entry => entry.Name).ShouldBe(
            [$"ai-generator-{own[^6..]}.png", $"Гори-вночі-{drawn[1][^6..]}.png", $"Гори-вночі-{drawn[0][^6..]}.png", "pictures.json"], ignoreOrder: true);
        foreach (var (id, name) in new[] { (drawn[0], $"Гори-вночі-{drawn[0][^6..]}.png"), (own, $"ai-generator-{own[^6..]}.png") })
        {
            ReadAll(archive.GetEntry(name)!).ShouldBe(await person.GetByteArrayAsync($"/api/assets/{id}", Ct));
        }

        var lines = JsonDocument.Parse(ReadAll(archive.GetEntry("pictures.json")!)).RootElement.EnumerateArray().ToDictionary(line => line.IdOf());
        var line = lines[drawn[0]];
        (line.GetProperty("prompt").GetString(), line.GetProperty("model").GetString(), line.GetProperty("seed").GetInt64()).ShouldBe(("Гори вночі", "built-in-image", 7));
        line.GetProperty("file").GetString().ShouldBe($"Гори-вночі-{drawn[0][^6..]}.png");
        lines[own].GetProperty("origin").GetString().ShouldBe("uploaded");
    }

    [Fact]
    public async Task A_form_of_a_page_brings_them_in_one_format_and_drawings_stay_drawings()
    {
        using var person = await app.PersonAsync();
        var own = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();
        var drawing = await app.VectorBesideAsync(own);

        using var form = new FormUrlEncodedContent([new("ids", own), new("ids", drawing), new("format", "webp")]);
        using var answer = await person.PostAsync("/en/api/assets/archive", form, Ct);
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Ct));

        archive.Entries.Select(entry => Path.GetExtension(entry.Name)).ShouldBe([".webp", ".svg", ".json"], ignoreOrder: true);
        var packed = ReadAll(archive.Entries.Single(entry => entry.Name.EndsWith(".svg", StringComparison.Ordinal)));
        Encoding.UTF8.GetString(packed).ShouldContain("digitalsourcetype/trainedAlgorithmicMedia");
        packed.ShouldBe(await person.GetByteArrayAsync($"/api/assets/{drawing}?download=true&format=svg", Ct));
    }

    [Fact]
    public async Task What_is_foreign_deleted_or_nothing_is_refused_before_the_first_byte()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var own = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();
        var gone = (await person.UploadedAsync(MadeFiles.Png(64, 48), "b.png")).IdOf();
        var foreign = (await stranger.UploadedAsync(MadeFiles.Png(64, 48), "c.png")).IdOf();
        using var deleted = await person.PutAsJsonAsync("/api/assets/deletion", new { ids = new[] { gone } }, Ct);
        (object Body, int Status, string Code)[] wrong =
        [
            (new { ids = new[] { own, foreign } }, 404, "assets.unknown"), (new { ids = new[] { own, gone } }, 404, "assets.unknown"), (new { ids = Array.Empty<string>() }, 400, "assets.archive-ids"),
            (new { }, 400, "assets.archive-ids"), (new { ids = new[] { "x" } }, 400, "assets.archive-ids"), (new { ids = new[] { own }, format = "exe" }, 422, "assets.format"),
            (new { ids = Enumerable.Range(0, 201).Select(_ => Guid.CreateVersion7(TimeProvider.System.GetUtcNow())) }, 400, "assets.archive-ids"),
        ];

        foreach (var (body, status, code) in wrong)
        {
            using var refused = await person.PostAsJsonAsync("/api/assets/archive", body, Ct);
            ((int)refused.StatusCode, await refused.CodeOfAsync()).ShouldBe((status, code), JsonSerializer.Serialize(body));
        }

        using var form = new FormUrlEncodedContent([new("ids", foreign)]);
        using var led = await person.PostAsync("/en/api/assets/archive", form, Ct);
        (led.StatusCode, led.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.SeeOther, "/en/images?view=grid"));
    }

    [Fact]
    public async Task Another_site_gets_nothing_in_a_persons_name()
    {
        using var person = await app.PersonAsync();
        var own = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();
        person.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        person.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var form = new FormUrlEncodedContent([new("ids", own)]);
        using var refused = await person.PostAsync("/api/assets/archive", form, Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void A_workspace_takes_two_at_a_time()
    {
        var turns = new ArchiveTurns();
        var (one, other) = (new WorkspaceId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())), new WorkspaceId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())));

        var first = turns.TryTake(one);
        var second = turns.TryTake(one);
        var third = turns.TryTake(one);
        first!.Dispose();
        first.Dispose();

        (second is null, third is null, turns.TryTake(other) is null).ShouldBe((false, true, false));
        turns.TryTake(one).ShouldNotBeNull();
        turns.TryTake(one).ShouldBeNull("a turn given back twice counts once");
    }

    private static byte[] ReadAll(ZipArchiveEntry entry)
    {
        using var content = entry.Open();
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray();
    }
}
