using System.Net;
using System.Text;
using AIGenerator.Studio.Library;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Media;

namespace AIGenerator.Tests.Studio.Library;

/// <summary>Pictures saved in a format of one's choice.</summary>
public sealed class DownloadTests(AccountsApp app) : IClassFixture<AccountsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_saved_in_every_format_still_marked_as_made_by_AI()
    {
        using var person = await app.PersonAsync();
        var id = (await person.DrawnAsync("Sunset over the sea"))[0];
        var made = await person.GetByteArrayAsync($"/api/assets/{id}", Ct);

        foreach (var (format, type, beginning) in new[] { ("png", "image/png", "\u0089PNG"), ("jpeg", "image/jpeg", "\u00FF\u00D8\u00FF"), ("webp", "image/webp", "RIFF") })
        {
            using var answer = await person.GetAsync($"/api/assets/{id}?format={format}", Ct);
            var text = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Ct));

            (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, type));
            text.ShouldStartWith(beginning);
            text.ShouldContain("digitalsourcetype/algorithmicMedia");
            answer.Headers.CacheControl!.Private.ShouldBeTrue();
            answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("sandbox");
        }

        (await person.GetByteArrayAsync($"/api/assets/{id}?format=png", Ct)).ShouldBe(made, "it is one already");
    }

    [Fact]
    public async Task What_is_see_through_is_white_in_a_JPEG_and_stays_see_through_elsewhere()
    {
        using var person = await app.PersonAsync();
        var id = (await person.UploadedAsync(MadeFiles.Picture(".png", 64, 48, "-vf", "format=rgba,colorchannelmixer=aa=0"), "clear.png")).IdOf();

        var jpeg = await person.GetByteArrayAsync($"/api/assets/{id}?format=jpeg", Ct);
        var webp = await person.GetByteArrayAsync($"/api/assets/{id}?format=webp", Ct);

        var (red, green, blue) = MadeFiles.PixelOf(jpeg, 64, 30, 20);
        Math.Min(red, Math.Min(green, blue)).ShouldBeGreaterThan((byte)250);
        webp.AsSpan().IndexOf("ALPH"u8).ShouldBeGreaterThan(0);
        Encoding.Latin1.GetString(jpeg).ShouldNotContain("digitalsourcetype", Case.Insensitive, "no AI made it");
    }

    [Fact]
    public async Task A_saved_file_is_called_by_its_prompt()
    {
        using var person = await app.PersonAsync();
        var id = (await person.DrawnAsync("Захід сонця: над ../морем\u202E\"; найкращий краєвид, який я бачив у житті"))[0];
        var end = id[^6..];

        using var saved = await person.GetAsync($"/api/assets/{id}?format=jpeg&download=true", Ct);

        var disposition = saved.Content.Headers.ContentDisposition!;
        disposition.DispositionType.ShouldBe("attachment");
        disposition.FileNameStar.ShouldBe($"Захід-сонця-над-морем-найкращий-краєвид-який-я-бачив-у-{end}.jpg");
        disposition.FileName.ShouldBe($"ai-generator-{end}.jpg");
    }

    [Theory]
    [InlineData(null, "ai-generator-000001.png")]
    [InlineData("\u0000/..\\", "ai-generator-000001.png")]
    [InlineData("CON", "CON-000001.png")]
    [InlineData("A cat's hat & 2 dogs.exe", "A-cats-hat-2-dogs-exe-000001.png")]
    public void A_name_holds_nothing_but_letters_digits_and_hyphens(string? prompt, string name) =>
        PictureName.Of(prompt, Guid.Parse("0195a1c0-0000-7000-8000-000000000001"), "image/png").ShouldBe(name);

    [Fact]
    public async Task Formats_that_do_not_fit_are_refused_in_words()
    {
        using var person = await app.PersonAsync();
        using var stranger = await app.PersonAsync();
        var id = (await person.UploadedAsync(MadeFiles.Png(64, 48), "a.png")).IdOf();
        var drawing = await app.VectorBesideAsync(id);
        (string Address, int Status, string? Code)[] asked =
        [
            ($"{id}?format=svg", 422, "assets.format"), ($"{id}?format=tiff", 422, "assets.format"), ($"{drawing}?format=png", 422, "assets.format"), ($"{drawing}?format=svg", 200, null),
            ($"{drawing}?download=true", 200, null), ($"{id}?format=jpeg&size=0", 200, null),
        ];

        foreach (var (address, status, code) in asked)
        {
            using var answer = await person.GetAsync($"/api/assets/{address}", Ct);
            ((int)answer.StatusCode, code is null ? null : await answer.CodeOfAsync()).ShouldBe((status, code), address);
        }

        using var foreign = await stranger.GetAsync($"/api/assets/{id}?format=jpeg", Ct);
        (foreign.StatusCode, await foreign.CodeOfAsync()).ShouldBe((HttpStatusCode.NotFound, "assets.unknown"));
    }
}
