using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>Which of the work this process does.</summary>
internal enum HostRole
{
    /// <summary>Pages and background work.</summary>
    All,

    /// <summary>Pages only.</summary>
    Web,

    /// <summary>Background work only; answers health checks.</summary>
    Worker,
}

/// <summary>The host's own settings, from the environment, <c>.env</c> or the command line. <c>.env.example</c> explains each.</summary>
internal sealed class HostSettings
{
    private const int ShortestSecret = 32;

    private readonly List<string> _problems = [];

    private HostSettings(IConfiguration configuration)
    {
        DataFolder = Path.GetFullPath(Text(configuration, "DATA_DIR") ?? "data");
        Role = ReadRole(Text(configuration, "role") ?? Text(configuration, "ROLE"));
        AppUrl = ReadAppUrl(Text(configuration, "APP_URL"));
        Urls = ReadUrls(configuration);
        DatabaseAddress = ReadDatabase(Text(configuration, "DATABASE_URL"));
        PostgresPath = Text(configuration, "POSTGRES_PATH");
        foreach (var program in new[] { "CHROMIUM_PATH", "FFMPEG_PATH", "PDFTOTEXT_PATH", "HEIF_CONVERT_PATH" })
        {
            CheckProgram(program, Text(configuration, program));
        }

        TrustsProxy = ReadSwitch(configuration, "TRUST_PROXY");
        OtlpEndpoint = ReadAddress("OTEL_EXPORTER_OTLP_ENDPOINT", Text(configuration, "OTEL_EXPORTER_OTLP_ENDPOINT"));
        _problems.AddRange(OtlpSettings.Problems(configuration));
        AuthSecret = ReadSecret(Text(configuration, "AUTH_SECRET"));
    }

    /// <summary><c>DATA_DIR</c>, absolute. Default <c>./data</c>.</summary>
    public string DataFolder { get; }

    /// <summary><c>--role all|web|worker</c>, or <c>ROLE</c>. Default all.</summary>
    public HostRole Role { get; }

    /// <summary><c>APP_URL</c>: the public address, without a final slash; null when unset.</summary>
    public Uri? AppUrl { get; }

    /// <summary>What to listen on: <c>--urls</c>, <c>ASPNETCORE_URLS</c> or <c>PORT</c>. Default <c>http://localhost:5000</c>.</summary>
    public string Urls { get; }

    /// <summary><c>DATABASE_URL</c>; null for the embedded database.</summary>
    public NpgsqlConnectionStringBuilder? DatabaseAddress { get; }

    /// <summary><c>POSTGRES_PATH</c>: binaries of the embedded server.</summary>
    public string? PostgresPath { get; }

    /// <summary><c>TRUST_PROXY</c>: whether the caller's address is taken from <c>X-Forwarded-For</c> and <c>-Proto</c>.</summary>
    public bool TrustsProxy { get; }

    /// <summary><c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: where traces, metrics and logs go; null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; }

    /// <summary><c>AUTH_SECRET</c>, or the one generated into <c>DATA_DIR/keys</c>.</summary>
    public string AuthSecret { get; }

    /// <summary>The master key that it makes: always 32 bytes, also of a secret that <see cref="Problems"/> is about to refuse.</summary>
    public byte[] MasterKey => SHA256.HashData(Encoding.UTF8.GetBytes(AuthSecret));

    /// <summary>What is wrong, one line for each setting.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads them all; wrong ones are in <see cref="Problems"/> and have their default.</summary>
    public static HostSettings Read(IConfiguration configuration) => new(configuration);

    private static string? Text(IConfiguration configuration, string name) =>
        configuration[name]?.Trim() is { Length: > 0 } text ? text : null;

    private HostRole ReadRole(string? text)
    {
        if (text is null || (Enum.TryParse<HostRole>(text, ignoreCase: true, out var role) && !char.IsAsciiDigit(text[0]) && Enum.IsDefined(role)))
        {
            return text is null ? HostRole.All : Enum.Parse<HostRole>(text, ignoreCase: true);
        }

        _problems.Add($"ROLE (--role): '{text}' is none of all, web, worker.");
        return HostRole.All;
    }

    private Uri? ReadAppUrl(string? text)
    {
        var url = ReadAddress("APP_URL", text);
        if (url is null || (url.AbsolutePath == "/" && url.Query.Length == 0))
        {
            return url;
        }

        _problems.Add("APP_URL: write the bare address without a path, for example https://ai.example.org.");
        return null;
    }

    private Uri? ReadAddress(string name, string? text)
    {
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            return text is null ? null : new Uri(text);
        }

        _problems.Add($"{name}: '{text}' is not an http or https address.");
        return null;
    }

    private string ReadUrls(IConfiguration configuration)
    {
        const string standard = "http://localhost:5000";

        // The framework turns the environment's ASPNETCORE_URLS into "urls" before it knows of our .env, where it stands under its full name.
        if ((Text(configuration, "urls") ?? Text(configuration, "ASPNETCORE_URLS")) is { } urls)
        {
            foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                CheckUrl(url);
            }

            return urls;
        }

        if (Text(configuration, "PORT") is not { } port)
        {
            return standard;
        }

        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
        {
            _problems.Add($"PORT: '{port}' is not a number from 0 to 65535.");
            return standard;
        }

        // Only a container's port is meant for others; elsewhere ASPNETCORE_URLS says so explicitly.
        var host = configuration["DOTNET_RUNNING_IN_CONTAINER"] == "true" || configuration["RUNNING_IN_CONTAINER"] == "true" ? "*" : number == 0 ? "127.0.0.1" : "localhost";
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{number}");
    }

    private void CheckUrl(string url)
    {
        // A star for the host is Kestrel's way to say "every interface".
        if (ReadAddress("ASPNETCORE_URLS", url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal)) is not { } address)
        {
            return;
        }

        if (address.PathAndQuery != "/")
        {
            _problems.Add($"ASPNETCORE_URLS: '{url}' has a path; write scheme, host and port only, for example http://0.0.0.0:5000.");
        }
        else if (address is { Host: "localhost", Port: 0 })
        {
            _problems.Add($"ASPNETCORE_URLS: '{url}' asks for any free port, which works with http://127.0.0.1:0 only.");
        }
    }

    // A bare name is looked for on PATH, and without the program its features are simply absent; a path says that it is there.
    private void CheckProgram(string name, string? text)
    {
        if (text?.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) == true && !File.Exists(text))
        {
            _problems.Add($"{name}: there is no program at '{text}'.");
        }
    }

    private NpgsqlConnectionStringBuilder? ReadDatabase(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            return Postgres.DatabaseAddress.Parse(text);
        }
        catch (FormatException problem)
        {
            _problems.Add($"DATABASE_URL: {problem.Message}.");
            return null;
        }
    }

    private bool ReadSwitch(IConfiguration configuration, string name)
    {
        switch (Text(configuration, name)?.ToLowerInvariant())
        {
            case null or "false" or "0" or "no" or "off":
                return false;
            case "true" or "1" or "yes" or "on":
                return true;
            case var other:
                _problems.Add($"{name}: '{other}' is neither true nor false.");
                return false;
        }
    }

    private string ReadSecret(string? text)
    {
        if (text is not null)
        {
            if (text.Length < ShortestSecret)
            {
                _problems.Add($"AUTH_SECRET: at least {ShortestSecret} characters, for example from `openssl rand -hex 32`.");
            }

            return text;
        }

        var folder = Path.Combine(DataFolder, "keys");
        var file = Path.Combine(folder, "auth-secret");
        try
        {
            Directory.CreateDirectory(folder);
            var secret = SecretFile.ReadOrCreate(file, 64);
            if (secret.Length < ShortestSecret)
            {
                _problems.Add($"DATA_DIR: '{file}' is empty or cut off. Put it back from a backup, or delete it: a new secret is made then, and visitors without an account start anew.");
            }

            return secret;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _problems.Add($"DATA_DIR: '{folder}' cannot be written: {problem.Message}");
            return "";
        }
    }
}
