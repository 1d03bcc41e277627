using AIGenerator.E2E.Infrastructure;

namespace AIGenerator.E2E.Processes;

/// <summary>A start with a wrong setting ends at once, with the setting's name as the operator wrote it and without a stack trace.</summary>
public sealed class WrongStartTests
{
    private const string Unreachable = "postgresql://me:hush@127.0.0.1:1/shop";

    [Theory]
    [InlineData("PORT", "x")]
    [InlineData("OPENAI_API_KEY", "a b")]
    [InlineData("OPENAI_BASE_URL", "api.openai.com")]
    [InlineData("RateLimits__Chat", "0")]
    [InlineData("RateLimits__Chat", "many")]
    [InlineData("SMTP_PORT", "465", "SMTP_HOST", "mail.example", "SMTP_FROM", "a@example.org", "APP_URL", "https://ai.example.org")]
    [InlineData("AUTH_SECRET", "short")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "pigeon")]
    [InlineData("DATABASE_URL", Unreachable)]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:5999")]
    [InlineData("ASPNETCORE_URLS", "http://192.0.2.1:5999")]
    public async Task The_first_of_these_settings_is_wrong_and_named_in_words(params string[] settings)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        var (exitCode, output) = await FailedStart.RunAsync(settings.Chunk(2).Select(pair => (pair[0], pair[1])), patience.Token);

        exitCode.ShouldBe(1, output);
        output.ShouldContain("AI Generator cannot start:");
        output.ShouldContain(settings[0], Case.Sensitive);
        output.ShouldNotContain("   at ");
        output.ShouldNotContain("Exception");
        output.ShouldNotContain("Options.", Case.Sensitive);
        output.ShouldNotContain("hush");
    }

    [Fact]
    public async Task A_wrong_line_of_the_environment_file_is_named_by_its_number()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        var (exitCode, output) = await FailedStart.RunAsync([], patience.Token, "# ours\nPORT=\"5000\" # fine\nOPENAI_API_KEY=\"hush\n");

        exitCode.ShouldBe(1, output);
        output.ShouldContain(".env, line 3:");
        output.ShouldNotContain("   at ");
        output.ShouldNotContain("hush");
    }
}
