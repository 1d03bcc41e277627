using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AIGenerator.E2E.Infrastructure;

/// <summary>Somebody who uses the product by plain HTTP, for tests that kill servers rather than press buttons.</summary>
public sealed partial class HttpPerson : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly SocketsHttpHandler _handler;
    private HttpClient _http;

    private HttpPerson(Uri address)
    {
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies };
        _http = NewClient(address);
    }

    /// <summary>The address given at sign-up.</summary>
    public string Email { get; private set; } = "";

    /// <summary>Signs up through the form, as a browser does.</summary>
    public static async Task<HttpPerson> RegisterAsync(Uri address, CancellationToken ct)
    {
        var person = new HttpPerson(address);
        var email = person.Email = string.Create(CultureInfo.InvariantCulture, $"person-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}@example.com");
        using var answer = await person.SubmitAsync(
            "/en/register",
            name => name.Contains("mail", StringComparison.OrdinalIgnoreCase) ? email : name.Contains("password", StringComparison.OrdinalIgnoreCase) ? "correct horse battery staple 42" : null,
            form => form.Contains("type=\"password\"", StringComparison.Ordinal),
            ct);
        ((int)answer.StatusCode).ShouldBeInRange(300, 399);
        return person;
    }

    /// <summary>The same person, with the same cookies, on a server that has moved to another port.</summary>
    public void MovesTo(Uri address)
    {
        var old = _http.BaseAddress!;
        foreach (Cookie cookie in _cookies.GetCookies(old))
        {
            _cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", address.Host));
        }

        _http = NewClient(address);
    }

    public Task<string> GetAsync(string path, CancellationToken ct) => _http.GetStringAsync(path, ct);

    /// <summary>An answer that has no end of its own.</summary>
    public Task<Stream> StreamAsync(string path, CancellationToken ct) => _http.GetStreamAsync(path, ct);

    public Task<JsonElement> GetJsonAsync(string path, CancellationToken ct) => _http.GetFromJsonAsync<JsonElement>(path, ct);

    /// <summary>Sends a message; the answer of <c>POST /api/chat</c>.</summary>
    public Task<JsonElement> AskAsync(string model, string message, CancellationToken ct) => AskAsync(JsonContent.Create(new { model, message }), ct);

    /// <summary>Sends a message to several models side by side.</summary>
    public Task<JsonElement> CompareAsync(IReadOnlyList<string> models, string message, CancellationToken ct) => AskAsync(JsonContent.Create(new { models, message }), ct);

    /// <summary>Orders pictures; the generation's id.</summary>
    public async Task<Guid> DrawAsync(string model, string prompt, int count, CancellationToken ct)
    {
        using var answer = await _http.PostAsJsonAsync("/api/images", new { model, prompt, count }, ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(ct));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("id").GetGuid();
    }

    private async Task<JsonElement> AskAsync(JsonContent body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = body };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        using var answer = await _http.SendAsync(request, ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }

    /// <summary>Presses a button that needs nothing but its address.</summary>
    public async Task PutAsync(string path, CancellationToken ct)
    {
        using var answer = await _http.PutAsync(path, null, ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(ct));
    }

    /// <summary>Fills the first form on a page that <paramref name="isWanted"/> and posts it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, Func<string, string?> valueOf, Func<string, bool> isWanted, CancellationToken ct)
    {
        var page = await _http.GetStringAsync(path, ct);
        var form = Form().Matches(page).Select(m => m.Value).First(isWanted);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match input in Input().Matches(form))
        {
            var name = Name().Match(input.Value);
            if (name.Success)
            {
                var given = Value().Match(input.Value);
                fields[name.Groups[1].Value] = valueOf(name.Groups[1].Value) ?? (given.Success ? WebUtility.HtmlDecode(given.Groups[1].Value) : "");
            }
        }

        var action = Action().Match(form) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : path;
        return await _http.PostAsync(action, new FormUrlEncodedContent(fields), ct);
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private HttpClient NewClient(Uri address)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        http.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return http;
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("<(?:input|textarea)[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Input();

    [GeneratedRegex(" name=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Action();
}
