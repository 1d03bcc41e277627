using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AIGenerator.Tests.Accounts;

/// <summary>Opens pages and sends their forms the way a browser does, hidden fields and all.</summary>
internal static class PageForms
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<IDocument> OpenAsync(this HttpClient browser, string address)
    {
        using var response = await browser.GetAsync(address, Ct);
        ((int)response.StatusCode).ShouldBe(200, address);
        return await ReadAsync(response);
    }

    public static async Task<IDocument> ReadAsync(HttpResponseMessage response) =>
        await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(Ct), Ct);

    /// <summary>Opens the page, fills its main form (the first one that posts to <paramref name="action"/>, or to the page) and sends it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(
        this HttpClient browser, string address, IReadOnlyDictionary<string, string> values, string? action = null)
    {
        var page = await browser.OpenAsync(address);
        var target = action ?? address.Split('?')[0];
        var form = page.QuerySelectorAll("form[method=post]").First(form => form.GetAttribute("action") == target);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        foreach (var (name, value) in values)
        {
            fields[name] = value;
        }

        return await browser.PostAsync(target, new FormUrlEncodedContent(fields), Ct);
    }

    /// <summary>Registers a new person and returns the address.</summary>
    public static async Task<string> RegisterAsync(this HttpClient browser)
    {
        var email = AccountServices.NewEmail();
        using var response = await browser.SubmitAsync("/en/register", Values(("email", email), ("password", FakeBrowser.Password)));
        ((int)response.StatusCode).ShouldBe(303);
        return email;
    }

    public static Dictionary<string, string> Values(params ReadOnlySpan<(string Name, string Value)> values)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            fields[name] = value;
        }

        return fields;
    }
}
