using System.Net.Http.Headers;
using System.Text;
using AIGenerator.Tests.Infrastructure;

namespace AIGenerator.Tests.Web;

/// <summary>On a real port, where bodies have the limits of the real server.</summary>
public sealed class PortApp : TestApp
{
    public PortApp(TestPostgres server)
        : base(server) => UseKestrel(0);

    protected override IEnumerable<KeyValuePair<string, string>> Settings => [new("RateLimits:Enabled", "false")];
}

public sealed class MalformedBodyTests(PortApp app) : IClassFixture<PortApp>
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, byte[]> Bodies()
    {
        var bodies = new TheoryData<string, string, string, byte[]>();
        foreach (var path in (string[])["/en/login", "/en/register", "/en/logout", "/en/forgot"])
        {
            bodies.Add("no boundary", path, Multipart, Bytes("--x\r\n\r\n"));
            bodies.Add("empty boundary", path, Multipart + "; boundary=", Bytes("--\r\n"));
            bodies.Add("endless boundary", path, Multipart + "; boundary=" + new string('b', 2_000), Bytes("--b\r\n"));
            bodies.Add("another boundary", path, Multipart + "; boundary=x", Bytes("--y\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\na\r\n--y--\r\n"));
            bodies.Add("cut off", path, Multipart + "; boundary=x", Bytes("--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\nab"));
            bodies.Add("broken head of a part", path, Multipart + "; boundary=x", Bytes("--x\r\nno colon here\r\n\r\na\r\n--x--\r\n"));
            bodies.Add("too many fields", path, Form, Bytes(string.Join('&', Enumerable.Range(0, 3_000).Select(at => $"f{at}=1"))));
            bodies.Add("an endless name", path, Form, Bytes(new string('n', 9_000) + "=1"));
            bodies.Add("an endless value", path, Form, Bytes("email=" + new string('v', 5 * 1024 * 1024)));
            bodies.Add("more than a request may hold", path, Form, Bytes("email=" + new string('v', 13 * 1024 * 1024)));
            bodies.Add("no text", path, Form, [.. Bytes("_handler=login&email="), 0xC3, 0x28, 0xFF, 0xFE, .. Bytes("&password=%FF%FE%00")]);
            bodies.Add("a charset that is refused", path, Form + "; charset=utf-7", Bytes("email=a"));
            bodies.Add("another unknown charset", path, Form + "; charset=klingon", Bytes("email=a"));
            if (path != "/en/logout")
            {
                // Signing out needs no field.
                bodies.Add("no form", path, Json, Bytes("{\"email\":\"a\"}"));
                bodies.Add("no type at all", path, "", Bytes("email=a"));
                bodies.Add("nothing at all", path, "", []);
            }
        }

        foreach (var path in (string[])["/api/chat"])
        {
            bodies.Add("cut off", path, Json, Bytes("{\"message\":\"Hel"));
            bodies.Add("no text", path, Json, [.. Bytes("{\"message\":\""), 0xC3, 0x28, .. Bytes("\"}")]);
            bodies.Add("half a letter", path, Json, Bytes("{\"message\":\"\\ud83d\"}"));
            bodies.Add("another type", path, "text/plain", Bytes("Hello"));
            bodies.Add("a form", path, Form, Bytes("message=Hello"));
            bodies.Add("no boundary", path, Multipart, Bytes("--x"));
            bodies.Add("nothing", path, Json, []);
            bodies.Add("too deep", path, Json, Bytes(new string('[', 10_000)));
            bodies.Add("more than a request may hold", path, Json, Bytes("{\"message\":\"" + new string('v', 13 * 1024 * 1024)));
            bodies.Add("a charset that is refused", path, Json + "; charset=utf-7", Bytes("{\"message\":\"Hello\"}"));
            bodies.Add("another charset", path, Json + "; charset=klingon", Bytes("{\"message\":\"Hello\"}"));
        }

        return bodies;
    }

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_body_that_cannot_be_read_is_the_senders_mistake(string what, string path, string type, byte[] body)
    {
        foreach (var vouched in (bool[])[true, false])
        {
            using var browser = app.Browser();
            browser.BaseAddress = app.Address;
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
            // The server refuses by the length alone, and closes before all is sent.
            request.Headers.ExpectContinue = body.Length > 12 * 1024 * 1024;
            if (type.Length > 0)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            if (vouched)
            {
                request.Headers.Add("Sec-Fetch-Site", "same-origin");
            }

            using var answer = await browser.SendAsync(request, Ct);

            ((int)answer.StatusCode).ShouldBeInRange(400, 499, $"{what} at {path}, vouched for: {vouched}");
            if (path.StartsWith("/api", StringComparison.Ordinal))
            {
                answer.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse("application/problem+json"), what);
            }
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
