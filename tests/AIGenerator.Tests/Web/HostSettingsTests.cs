using AIGenerator.Web.Hosting;
using AIGenerator.Web.Hosting.Configuration;
using AIGenerator.Web.Hosting.Postgres;
using Microsoft.Extensions.Configuration;

namespace AIGenerator.Tests.Web;

public sealed class HostSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aig-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var settings = Read(("PORT", "many"), ("APP_URL", "ai.example.org"), ("DATABASE_URL", "mysql://x/y"), ("ROLE", "boss"), ("TRUST_PROXY", "perhaps"), ("AUTH_SECRET", "short"), ("FFMPEG_PATH", "/nowhere/ffmpeg"));

        settings.Problems.Select(problem => problem.Split(':', ' ')[0])
            .ShouldBe(["PORT", "APP_URL", "DATABASE_URL", "ROLE", "TRUST_PROXY", "AUTH_SECRET", "FFMPEG_PATH"], ignoreOrder: true);
    }

    [Fact]
    public void A_wrong_database_address_never_shows_its_password()
    {
        var settings = Read(("DATABASE_URL", "postgres://me:hush@/?x=1"));

        settings.Problems.ShouldHaveSingleItem().ShouldNotContain("hush");
    }

    [Fact]
    public void The_generated_secret_stays_the_same()
    {
        var first = Read().AuthSecret;

        Read().AuthSecret.ShouldBe(first);
        first.Length.ShouldBe(64);
    }

    [Fact]
    public void The_generated_secret_is_written_whole_and_for_its_user_alone()
    {
        Read();

        var file = Directory.GetFiles(Path.Combine(_folder, "keys")).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe("auth-secret");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef")]
    public void A_kept_secret_that_was_cut_off_is_refused_by_its_place(string kept)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "keys")).FullName, "auth-secret");
        File.WriteAllText(file, kept);

        var problem = Read().Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith("DATA_DIR:");
        problem.ShouldContain(file);
        File.ReadAllText(file).ShouldBe(kept);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "pigeon")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "hush")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:99999")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:5000/app")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:0")]
    public void A_setting_that_the_platform_would_pass_over_or_throw_at_is_named(string name, string value)
    {
        var problem = Read((name, value)).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith(name + ":");
        problem.ShouldNotContain("hush");
    }

    [Fact]
    public void The_collectors_protocol_and_headers_are_taken_as_the_standard_writes_them() =>
        Read(("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20eA==,x-tenant=1")).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData(null, "http://localhost:5000")]
    [InlineData("8080", "http://localhost:8080")]
    public void The_port_stays_on_this_machine(string? port, string urls) => Read(("PORT", port)).Urls.ShouldBe(urls);

    [Fact]
    public void A_container_port_is_open() => Read(("PORT", "8080"), ("DOTNET_RUNNING_IN_CONTAINER", "true")).Urls.ShouldBe("http://*:8080");

    [Theory]
    [InlineData("http://127.0.0.1:5055")]
    [InlineData("http://*:80;http://+:81")]
    public void Addresses_of_an_environment_file_win_over_its_port(string urls)
    {
        var file = Path.Combine(_folder, ".env");
        File.WriteAllText(file, $"PORT=5001\nASPNETCORE_URLS={urls}\n");

        var settings = Read([.. EnvironmentFile.Read(file).Select(setting => (setting.Key, setting.Value))]);

        settings.Problems.ShouldBeEmpty();
        settings.Urls.ShouldBe(urls);
    }

    [Fact]
    public void An_address_of_the_real_environment_or_the_command_line_wins_over_the_files() =>
        Read(("urls", "http://127.0.0.1:1"), ("ASPNETCORE_URLS", "http://127.0.0.1:2")).Urls.ShouldBe("http://127.0.0.1:1");

    [Theory]
    [InlineData("postgresql://me:p%40ss@db.example:6432/shop?sslmode=verify-full", "db.example", 6432, "shop", "p@ss")]
    [InlineData("postgres://me@db/shop", "db", 5432, "shop", null)]
    [InlineData("Host=db;Database=shop;Username=me;Password=p", "db", 5432, "shop", "p")]
    public void A_database_address_is_a_url_or_pairs(string text, string host, int port, string database, string? password)
    {
        var address = DatabaseAddress.Parse(text);

        (address.Host, address.Port, address.Database, address.Password).ShouldBe((host, port, database, password));
    }

    [Fact]
    public void An_environment_file_takes_quotes_comments_and_export()
    {
        var file = Path.Combine(_folder, ".env");
        File.WriteAllText(file, "# ours\n\nexport A=1\nB = \"two # words\"\nC=a#b # note\nRateLimits__Chat=5\nD=\n");

        var settings = EnvironmentFile.Read(file);

        settings.ShouldBe(new Dictionary<string, string?> { ["A"] = "1", ["B"] = "two # words", ["C"] = "a#b", ["RateLimits:Chat"] = "5", ["D"] = "" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"value\" # note", "value")]
    [InlineData("'value' # note", "value")]
    [InlineData("'a \"b\" c'", "a \"b\" c")]
    [InlineData("\"it's # one\"\t# another", "it's # one")]
    [InlineData(" # mine", "")]
    [InlineData("# mine", "# mine")]
    [InlineData("#hush", "#hush")]
    [InlineData("''", "")]
    [InlineData("\"\" # none", "")]
    [InlineData("it's", "it's")]
    [InlineData("a\t# note", "a")]
    public void What_follows_a_value_of_an_environment_file_is_not_part_of_it(string written, string read)
    {
        var file = Path.Combine(_folder, ".env");
        File.WriteAllText(file, $"A={written}\n");

        EnvironmentFile.Read(file)["A"].ShouldBe(read);
    }

    [Theory]
    [InlineData("\"hush")]
    [InlineData("'hush")]
    [InlineData("\"")]
    [InlineData("\"hush\" more")]
    [InlineData("'it's'")]
    public void A_quote_without_an_end_of_its_own_is_named_and_not_shown(string written)
    {
        var file = Path.Combine(_folder, ".env");
        File.WriteAllText(file, $"A=1\nB={written}\n");

        var refusal = Should.Throw<StartRefusedException>(() => EnvironmentFile.Read(file)).Message;

        refusal.ShouldContain("line 2");
        refusal.ShouldNotContain("hush");
    }

    [Fact]
    public void A_broken_line_of_an_environment_file_is_named()
    {
        var file = Path.Combine(_folder, ".env");
        File.WriteAllText(file, "A=1\nnonsense\n");

        Should.Throw<StartRefusedException>(() => EnvironmentFile.Read(file)).Message.ShouldContain("line 2");
    }

    [Fact]
    public void Vendors_names_fill_the_adapters_sections()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("OPENAI_API_KEY", " sk-1 "), new("LOCAL_BASE_URL", "http://127.0.0.1:11434/v1")]).Build();

        VendorSettings.Read(configuration).ToDictionary().ShouldBe(
            new Dictionary<string, string?> { ["Providers:OpenAI:ApiKey"] = "sk-1", ["Providers:OpenAICompatible:BaseUrl"] = "http://127.0.0.1:11434/v1" }, ignoreOrder: true);
    }

    [Fact]
    public void Of_two_names_for_one_setting_the_first_counts()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("LOCAL_MODELS", "b"), new("OPENAI_COMPATIBLE_MODELS", "a")]).Build();

        var settings = new ConfigurationBuilder().AddInMemoryCollection(VendorSettings.Read(configuration)).Build();

        settings["Providers:OpenAICompatible:Models"].ShouldBe("a");
        VendorSettings.NameOf("Providers:OpenAICompatible:Models").ShouldBe("OPENAI_COMPATIBLE_MODELS");
    }

    private HostSettings Read(params (string Name, string? Value)[] values) => HostSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(values.Append(("DATA_DIR", _folder)).Select(value => KeyValuePair.Create(value.Item1, value.Item2)))
        .Build());
}
