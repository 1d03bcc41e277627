using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AIGenerator.Generation.Assets;
using AIGenerator.Media.Generated;
using AIGenerator.Simulators.Images;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Media;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Studio;

/// <summary>Masks, and work on pictures.</summary>
public sealed class EditApiTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_marked_part_of_an_upload_is_made_anew_and_the_rest_stays()
    {
        using var person = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(120, 80), "a.png")).IdOf();

        // The canvas is half as large as the picture, white and opaque on its left quarter only.
        var mask = await person.MaskedAsync(source, Canvas(60, 40, (x, _) => x < 15 ? (255, 255) : x < 30 ? (255, 0) : (40, 255)));
        var media = await MadeAsync(person, new { model = "built-in-image", task = "inpaint", prompt = "Hills", source, mask, seed = 3 });
        var made = media.GetProperty("assets")[0];
        var picture = await person.GetByteArrayAsync($"/api/assets/{made.IdOf()}", Ct);
        using var unseen = await person.GetAsync($"/api/assets/{mask}", Ct);

        (made.GetProperty("parent").GetString(), made.GetProperty("origin").GetString()).ShouldBe((source, "generated"));
        (made.GetProperty("width").GetInt32(), made.GetProperty("height").GetInt32()).ShouldBe((120, 80));
        MadeFiles.PixelOf(picture, 120, 10, 40).ShouldNotBe(((byte)255, (byte)0, (byte)0));
        MadeFiles.PixelOf(picture, 120, 30, 40).ShouldBe(((byte)255, (byte)0, (byte)0));
        MadeFiles.PixelOf(picture, 120, 119, 40).ShouldBe(((byte)0, (byte)0, (byte)255));
        ((int)unseen.StatusCode).ShouldBe(404, "a mask is no picture of anybody's");
    }

    [Fact]
    public async Task A_photo_is_worked_on_in_every_way()
    {
        using var person = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Picture(".jpg", 160, 120), "a.jpg")).IdOf();
        (object Order, int Width, int Height)[] orders =
        [
            (new { model = "built-in-image", task = "upscale", source, scale = 2 }, 320, 240),
            (new { model = "built-in-image", task = "remix", source, prompt = "A neon city", strength = 0.7 }, 160, 120),
            (new { model = "built-in-image", task = "outpaint", source, margins = new { left = 40, right = 40 } }, 240, 120),
            (new { model = "built-in-image", task = "removeBackground", source }, 160, 120),
        ];

        foreach (var (order, width, height) in orders)
        {
            var media = await MadeAsync(person, order);
            var made = media.GetProperty("assets")[0];
            (made.GetProperty("width").GetInt32(), made.GetProperty("height").GetInt32(), made.GetProperty("parent").GetString()).ShouldBe((width, height, source));
            media.GetProperty("costCredits").GetInt64().ShouldBe(0);
        }
    }

    [Fact]
    public async Task Masks_that_say_nothing_are_refused_in_words()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(40, 30), "a.png")).IdOf();
        var white = Canvas(40, 30, (_, _) => (255, 255));
        (HttpResponseMessage Answer, int Status, string Code)[] wrong =
        [
            (await person.MaskAsync(source, Canvas(40, 30, (_, _) => (127, 255))), 422, "images.mask-empty"), (await person.MaskAsync(source, Canvas(40, 30, (_, _) => (255, 100))), 422, "images.mask-empty"),
            (await person.MaskAsync(source, "no picture"u8.ToArray()), 422, "images.mask-kind"), (await person.MaskAsync(source, white, "image/jpeg"), 422, "images.mask-kind"),
            (await person.MaskAsync(source, white[..60]), 422, "media.broken-picture"), (await person.MaskAsync(source, MadeFiles.PngBomb(60_000, 60_000)), 422, "media.too-many-pixels"),
            (await person.MaskAsync(source, new byte[5_000_000]), 413, "images.mask-too-large"), (await stranger.MaskAsync(source, white), 404, "assets.unknown"),
        ];

        foreach (var (answer, status, code) in wrong)
        {
            ((int)answer.StatusCode, await answer.CodeOfAsync()).ShouldBe((status, code));
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Orders_that_do_not_fit_their_pictures_are_refused_before_anything_is_made()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(40, 30), "a.png")).IdOf();
        var large = (await person.UploadedAsync(MadeFiles.Picture(".jpg", 3800, 3400), "b.jpg")).IdOf();
        var foreign = (await stranger.UploadedAsync(MadeFiles.Png(40, 30), "c.png")).IdOf();
        var mask = await person.MaskedAsync(source, Canvas(40, 30, (_, _) => (255, 255)));
        const string model = "built-in-image";
        (object Order, int Status, string? Code)[] wrong =
        [
            (new { model, task = "inpaint", prompt = "x", source }, 422, "images.mask"), (new { model, task = "inpaint", prompt = "x", source = large, mask }, 422, "images.mask"),
            (new { model, task = "inpaint", prompt = "x", source, mask = large }, 422, "images.mask"), (new { model, task = "inpaint", source, mask }, 422, "images.prompt"),
            (new { model, task = "upscale" }, 422, "images.source"), (new { model, task = "upscale", source = mask }, 422, "images.source-kind"),
            (new { model, task = "upscale", source = foreign }, 404, "assets.unknown"), (new { model, task = "upscale", source, scale = 3 }, 422, "images.scale"),
            (new { model, task = "upscale", source, count = 2 }, 422, "images.count"), (new { model, task = "upscale", source = large }, 422, "images.too-large"),
            (new { model, task = "remix", source, scale = 2 }, 422, "images.scale"), (new { model, task = "remix", source, strength = 1.5 }, 422, "images.strength"),
            (new { model, task = "outpaint", source }, 422, "images.margins"), (new { model, task = "outpaint", source, margins = new { left = -1, right = 9 } }, 422, "images.margins"),
            (new { model, task = "outpaint", source, ratio = "16:9", margins = new { left = 9 } }, 422, "images.ratio"), (new { model, task = "vectorize", source }, 422, "images.task"),
            (new { model, task = "create", prompt = "x", references = new[] { source } }, 422, "images.references"), (new { model, task = "create", prompt = "x", source }, 422, "images.source"),
            (new { model, task = "paint", prompt = "x" }, 400, null),
        ];

        foreach (var (order, status, code) in wrong)
        {
            using var refused = await person.PostAsJsonAsync("/api/images", order, Ct);
            ((int)refused.StatusCode, code is null ? null : await refused.CodeOfAsync()).ShouldBe((status, code), JsonSerializer.Serialize(order));
        }

        (await person.GetFromJsonAsync<JsonElement>("/api/images", Ct)).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(AiOrigin.TrainedModel, "digitalsourcetype/trainedAlgorithmicMedia")]
    [InlineData(null, "digitalsourcetype/algorithmicMedia")]
    public async Task What_a_trained_model_made_says_so_after_rules_have_changed_it(AiOrigin? origin, string said)
    {
        using var person = await app.PersonAsync();
        var file = MadeFiles.Png(64, 48);
        var source = (await person.UploadedAsync(origin is { } made ? Provenance.Mark(file, "image/png", made, 64, 48) : file, "made.png")).IdOf();

        var media = await MadeAsync(person, new { model = "built-in-image", task = "upscale", source, scale = 2 });
        var result = await person.GetByteArrayAsync($"/api/assets/{media.GetProperty("assets")[0].IdOf()}", Ct);

        Encoding.Latin1.GetString(result).ShouldContain(said);
    }

    [Fact]
    public async Task A_mask_that_nothing_used_is_erased_after_a_day_and_a_used_one_stays()
    {
        using var person = await app.PersonAsync();
        var source = (await person.UploadedAsync(MadeFiles.Png(40, 30), "a.png")).IdOf();
        var (used, unused, fresh) = (await MaskAsync(), await MaskAsync(), await MaskAsync());
        await MadeAsync(person, new { model = "built-in-image", task = "inpaint", prompt = "Hills", source, mask = used });
        foreach (var mask in new[] { used, unused })
        {
            await app.ExecuteAsync("update generation.assets set created_at = now() - interval '25 hours' where id = $1", Guid.Parse(mask));
        }

        await using (var scope = app.Scope())
        {
            await scope.ServiceProvider.GetRequiredService<EraseAssets>().HandleAsync(new EraseDeletedAssets(), default!, Ct);
        }

        (await CountAsync(used), await CountAsync(unused), await CountAsync(fresh)).ShouldBe((1, 0, 1));

        Task<int> CountAsync(string mask) => app.ExecuteAsync("update generation.assets set place = 0 where id = $1", Guid.Parse(mask));

        Task<string> MaskAsync() => person.MaskedAsync(source, Canvas(40, 30, (_, _) => (255, 255)));
    }

    private static byte[] Canvas(int width, int height, Func<int, int, (int Light, int Alpha)> paint) => SimPng.Write(new SimPixels(
        width, height, 4,
        [.. Enumerable.Range(0, width * height).Select(i => paint(i % width, i / width)).SelectMany(p => new[] { (byte)p.Light, (byte)p.Light, (byte)p.Light, (byte)p.Alpha })]));

    private static async Task<JsonElement> MadeAsync(HttpClient person, object order)
    {
        using var accepted = await person.PostAsJsonAsync("/api/images", order, Ct);
        ((int)accepted.StatusCode).ShouldBe(202, await accepted.Content.ReadAsStringAsync(Ct));
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(Ct)).IdOf();
        var media = await person.EndedAsync(id);
        media.GetProperty("state").GetString().ShouldBe("succeeded", media.GetRawText());
        return media;
    }
}
