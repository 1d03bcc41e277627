using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AIGenerator.Media.Generated;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Media;

namespace AIGenerator.Tests.Studio;

/// <summary>People's own pictures.</summary>
public sealed class UploadApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_photo_is_kept_upright_without_its_metadata_once_for_its_key_and_for_its_workspace_only()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var photo = MadeFiles.WithOrientation(MadeFiles.Picture(".jpg", 5000, 1000), 6);
        var key = StudioPerson.NewKey();

        using var first = await person.UploadAsync(photo, "IMG_0001.JPG", key);
        using var again = await person.UploadAsync(photo, "IMG_0001.JPG", key);
        using var stolen = await stranger.UploadAsync(photo, "IMG_0001.JPG", key);
        var asset = await first.Content.ReadFromJsonAsync<JsonElement>(Ct);
        var kept = await person.GetByteArrayAsync($"/api/assets/{key}", Ct);
        var preview = await person.GetByteArrayAsync($"/api/assets/{key}?size=0", Ct);
        using var foreign = await stranger.GetAsync($"/api/assets/{key}", Ct);

        (first.StatusCode, again.StatusCode, stolen.StatusCode, foreign.StatusCode)
            .ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.NotFound));
        first.Headers.Location!.OriginalString.ShouldBe($"/api/assets/{key}");
        (asset.IdOf(), asset.GetProperty("origin").GetString(), asset.GetProperty("mediaType").GetString()).ShouldBe((key, "uploaded", "image/jpeg"));
        (asset.GetProperty("width").GetInt32(), asset.GetProperty("height").GetInt32(), asset.GetProperty("previews").GetInt32()).ShouldBe((819, 4096, 3));
        asset.GetProperty("blurHash").GetString()!.Length.ShouldBe(28);
        foreach (var bytes in new[] { kept, preview })
        {
            bytes.AsSpan().IndexOf("GPS"u8).ShouldBe(-1);
            Encoding.Latin1.GetString(bytes).ShouldNotContain("digitalsourcetype", Case.Insensitive, "no AI made it");
        }
    }

    [Fact]
    public async Task A_picture_that_says_AI_made_it_still_says_so()
    {
        using var person = await app.PersonAsync();
        var made = Provenance.Mark(MadeFiles.Png(400, 300), "image/png", AiOrigin.TrainedModel, 400, 300);

        var asset = await person.UploadedAsync(made, "made.png");
        var kept = await person.GetByteArrayAsync($"/api/assets/{asset.IdOf()}", Ct);

        Encoding.Latin1.GetString(kept).ShouldContain("digitalsourcetype/trainedAlgorithmicMedia");
    }

    [Fact]
    public async Task What_is_no_still_whole_picture_is_refused_in_words()
    {
        using var person = await app.PersonAsync();
        var jpeg = MadeFiles.Picture(".jpg", 640, 480);
        (byte[] File, string Name, string Code)[] wrong =
        [
            ([], "empty.png", "media.empty"), (jpeg[..(jpeg.Length / 2)], "cut.jpg", "media.broken-picture"), (MadeFiles.PngBomb(60_000, 60_000), "bomb.png", "media.too-many-pixels"),
            (MadeFiles.PngBomb(6_000, 6_000), "hollow.png", "media.broken-picture"), (MadeFiles.Moving(".gif"), "cat.gif", "media.animated"),
            (MadeFiles.Moving(".webp", "-c:v", "libwebp_anim"), "cat.webp", "media.animated"), (MadeFiles.Moving(".apng"), "cat.png", "media.animated"),
            ("<html><script>alert(1)</script></html>"u8.ToArray(), "page.png", "media.lies"), (MadeFiles.Pdf("x"), "plan.pdf", "media.no-picture"),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), "drawing.svg", "media.no-picture"), ([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], "IMG_1.heic", "media.broken-picture"),
        ];

        foreach (var (file, name, code) in wrong)
        {
            using var refused = await person.UploadAsync(file, name);
            ((int)refused.StatusCode, await refused.CodeOfAsync()).ShouldBe((422, code), name);
        }

        using var noForm = await person.PostAsJsonAsync("/api/assets", new { }, Ct);
        using var wrongKey = await person.UploadAsync(jpeg, "a.jpg", "6f1c1f0e-3b1b-4a5e-9b1f-0c6c1f0e3b1b");
        (await noForm.CodeOfAsync(), await wrongKey.CodeOfAsync()).ShouldBe(("media.no-file", "studio.invalid-key"));
    }

    [Fact]
    public async Task Still_pictures_of_every_kind_are_taken_and_what_hides_behind_them_is_not()
    {
        using var person = await app.PersonAsync();

        foreach (var file in new[] { MadeFiles.Picture(".gif", 64, 48), MadeFiles.Picture(".bmp", 64, 48), MadeFiles.Picture(".webp", 64, 48), MadeFiles.Png(64, 48, bits: 16) })
        {
            var asset = await person.UploadedAsync([.. file, .. "<script>alert(1)</script>PK\u0003\u0004"u8], "picture");
            var kept = await person.GetByteArrayAsync($"/api/assets/{asset.IdOf()}", Ct);

            asset.GetProperty("mediaType").GetString().ShouldBe("image/png");
            kept.AsSpan().IndexOf("script"u8).ShouldBe(-1);
            MadeFiles.PixelOf(kept, 64, 60, 10).Blue.ShouldBeGreaterThan((byte)200);
        }
    }

    [Fact]
    public async Task Files_of_chats_and_pictures_share_the_room_and_what_is_deleted_counts_until_it_is_erased()
    {
        using var person = await app.PersonAsync();
        var asset = await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png");
        await app.ExecuteAsync("update generation.assets set bytes = 700000000 where id = $1", asset.GetProperty("id").GetGuid());
        await app.ExecuteAsync(
            """
            insert into chat.attachments (id, workspace_id, position, name, kind, media_type, size_bytes, tokens, file_key, created_at)
            select gen_random_uuid(), workspace_id, 0, 'large.png', 'Picture', 'image/png', 400000000, 1600, 'chat/' || gen_random_uuid(), now() from generation.assets where id = $1
            """,
            asset.GetProperty("id").GetGuid());

        using var full = await person.UploadAsync(MadeFiles.Png(64, 48), "b.png");
        using var deleted = await person.PutAsJsonAsync("/api/assets/deletion", new { ids = new[] { asset.IdOf() } }, Ct);
        using var still = await person.UploadAsync(MadeFiles.Png(64, 48), "b.png");
        await app.ExecuteAsync("delete from generation.assets where id = $1", asset.GetProperty("id").GetGuid());
        using var free = await person.UploadAsync(MadeFiles.Png(64, 48), "b.png");

        ((int)full.StatusCode, await full.CodeOfAsync()).ShouldBe((409, "generations.storage-full"));
        (deleted.StatusCode, still.StatusCode, free.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Created));
    }
}
