using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Tests.Accounts;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Tests.Studio;

/// <summary>Somebody who is signed in and works on pictures.</summary>
internal static class StudioPerson
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<HttpClient> PersonAsync(this TestApp app)
    {
        var browser = app.Browser();
        await browser.RegisterAsync();
        browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return browser;
    }

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient person, byte[] file, string name, string? key = null)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/assets") { Content = form };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await person.SendAsync(request, Ct);
    }

    public static async Task<JsonElement> UploadedAsync(this HttpClient person, byte[] file, string name)
    {
        using var response = await person.UploadAsync(file, name);
        ((int)response.StatusCode).ShouldBe(201, await response.Content.ReadAsStringAsync(Ct));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    public static async Task<HttpResponseMessage> MaskAsync(this HttpClient person, string source, byte[] png, string type = "image/png")
    {
        using var content = new ByteArrayContent(png) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return await person.PostAsync($"/api/assets/masks?source={source}", content, Ct);
    }

    public static async Task<string> MaskedAsync(this HttpClient person, string source, byte[] png)
    {
        using var response = await person.MaskAsync(source, png);
        ((int)response.StatusCode).ShouldBe(201, await response.Content.ReadAsStringAsync(Ct));
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("id").GetString()!;
    }

    public static async Task<string?> CodeOfAsync(this HttpResponseMessage response)
    {
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
        return problem.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    /// <summary>A statement about one row; how many there were.</summary>
    public static async Task<int> ExecuteAsync(this TestApp app, string sql, Guid id)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return await command.ExecuteNonQueryAsync(Ct);
    }

    /// <summary>One value out of the database.</summary>
    public static async Task<T> ReadAsync<T>(this TestApp app, string sql, Guid id)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return (T)(await command.ExecuteScalarAsync(Ct))!;
    }

    /// <summary>An order of pictures, or of one more of what failed.</summary>
    public static async Task<HttpResponseMessage> OrderAsync(this HttpClient person, object? order, string key, string address = "/api/images")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = order is null ? null : JsonContent.Create(order) };
        request.Headers.Add("Idempotency-Key", key);
        return await person.SendAsync(request, Ct);
    }

    /// <summary>The generation once the queue has brought it to its end.</summary>
    public static async Task<JsonElement> EndedAsync(this HttpClient person, string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var media = await person.GetFromJsonAsync<JsonElement>($"/api/images/{id}", patience.Token);
            if (media.GetProperty("finishedAt").ValueKind != JsonValueKind.Null)
            {
                return media;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
        }
    }

    public static string IdOf(this JsonElement asset) => asset.GetProperty("id").GetString()!;

    public static string NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
}
