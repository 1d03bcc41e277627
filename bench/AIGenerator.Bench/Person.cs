using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AIGenerator.Bench;

/// <summary>Somebody with an account and a session, as a browser would have them.</summary>
internal sealed partial class Person : IDisposable
{
    private static int _count;
    private readonly CookieContainer _cookies = new();
    private readonly Uri _address;

    private Person(Uri address)
    {
        _address = address;
        Http = Clients.WithCookies(address, _cookies);
        Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        Http.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
    }

    public HttpClient Http { get; }

    /// <summary>The session as a Cookie header.</summary>
    public string CookieHeader => _cookies.GetCookieHeader(_address);

    public static async Task<Person> RegisterAsync(Uri address, CancellationToken ct)
    {
        var person = new Person(address);
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        var page = await person.Http.GetStringAsync("/en/register", ct);
        var form = FormWithPassword().Match(page).Value;
        var fields = HiddenInput().Matches(form).ToDictionary(m => m.Groups[1].Value, m => WebUtility.HtmlDecode(m.Groups[2].Value), StringComparer.Ordinal);
        foreach (Match input in NamedInput().Matches(form))
        {
            var name = input.Groups[1].Value;
            if (name.Contains("mail", StringComparison.OrdinalIgnoreCase))
            {
                fields[name] = $"bench-{number}@example.com";
            }
            else if (name.Contains("password", StringComparison.OrdinalIgnoreCase))
            {
                fields[name] = "correct horse battery staple 42";
            }
        }

        var action = FormAction().Match(form) is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : "/en/register";
        using var answer = await person.Http.PostAsync(action, new FormUrlEncodedContent(fields), ct);
        if ((int)answer.StatusCode is not (>= 300 and < 400))
        {
            throw new InvalidOperationException($"Registration answered {(int)answer.StatusCode}.");
        }

        var signedIn = await person.Http.GetStringAsync("/en/settings", ct);
        if (CsrfToken().Match(signedIn) is { Success: true } token)
        {
            person.Http.DefaultRequestHeaders.Add("X-CSRF-Token", WebUtility.HtmlDecode(token.Groups[1].Value));
        }

        return person;
    }

    /// <summary>Sends a first message and returns the generation to follow.</summary>
    public async Task<Guid> AskAsync(string model, string message, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(new { model, message }) };
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        using var answer = await Http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"POST /api/chat answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
        }

        var accepted = await answer.Content.ReadFromJsonAsync<Accepted>(ct);
        return accepted!.GenerationId;
    }

    /// <summary>Begins a chat with the built-in model and tells its id.</summary>
    public async Task<Guid> FirstChatAsync(CancellationToken ct)
    {
        await AskAsync("built-in", "Hello", ct);
        var list = await Http.GetFromJsonAsync<JsonElement>("/api/chat", ct);
        return list.GetProperty("items")[0].GetProperty("id").GetGuid();
    }

    /// <summary>The lines of the live connection that watches one generation.</summary>
    public async Task<StreamReader> WatchAsync(Guid generation, CancellationToken ct)
    {
        var answer = await Http.GetAsync($"/api/events?topics=generation:{generation}~0", HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        return new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
    }

    public void Dispose() => Http.Dispose();

    private sealed record Accepted(Guid GenerationId);

    [GeneratedRegex("<form(?:(?!</form>).)*type=\"password\".*?</form>", RegexOptions.Singleline, 1000)]
    private static partial Regex FormWithPassword();

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex FormAction();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex HiddenInput();

    [GeneratedRegex("<input[^>]* name=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex NamedInput();

    [GeneratedRegex("<meta name=\"csrf-token\" content=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex CsrfToken();
}
