using System.Net.Http.Json;
using System.Text.Json;
using AIGenerator.Generation;
using AIGenerator.Generation.Assets;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Events;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Queue;
using AIGenerator.Media.Generated;
using AIGenerator.Studio.Collections;
using AIGenerator.Tests.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AIGenerator.Tests.Studio.Library;

/// <summary>Somebody who has pictures.</summary>
internal static class LibraryPerson
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Lets the built-in model draw; the ids of the pictures by their place.</summary>
    public static async Task<IReadOnlyList<string>> DrawnAsync(this HttpClient person, string prompt, int count = 1, long seed = 7)
    {
        var key = StudioPerson.NewKey();
        using var order = new HttpRequestMessage(HttpMethod.Post, "/api/images") { Content = JsonContent.Create(new { model = "built-in-image", prompt, count, seed }) };
        order.Headers.Add("Idempotency-Key", key);
        using var accepted = await person.SendAsync(order, Ct);
        ((int)accepted.StatusCode).ShouldBe(202, await accepted.Content.ReadAsStringAsync(Ct));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(Ct))
        {
            var media = await person.GetFromJsonAsync<JsonElement>($"/api/images/{key}", Ct);
            if (media.GetProperty("stage").GetString() == "ended")
            {
                return [.. media.GetProperty("assets").EnumerateArray().Select(asset => asset.IdOf())];
            }
        }

        throw new InvalidOperationException("It never ended.");
    }

    /// <summary>A drawing in the workspace of an asset, as a vendor of vectors would have left it.</summary>
    public static async Task<string> VectorBesideAsync(this TestApp app, string asset)
    {
        await using var scope = app.Scope();
        var workspace = await app.WorkspaceOfAsync(asset);
        var sent = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>"u8.ToArray();
        (await scope.ServiceProvider.GetRequiredService<IGeneratedPictures>().FinishAsync(sent, AiOrigin.TrainedModel, isPlain: false, Ct)).Ok(out var drawing, out var broken).ShouldBeTrue(broken?.Code);
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        (await scope.ServiceProvider.GetRequiredService<IAssets>().AddAsync(new NewAsset(id, workspace, drawing!), Ct)).Ok(out _, out var refusal).ShouldBeTrue(refusal?.Code);
        return id.ToString();
    }

    public static async Task<WorkspaceId> WorkspaceOfAsync(this TestApp app, string asset)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select workspace_id from generation.assets where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = Guid.Parse(asset) });
        return new WorkspaceId((Guid)(await command.ExecuteScalarAsync(Ct))!);
    }

    /// <summary>The sweeps that run every few minutes, and what follows from them.</summary>
    public static async Task EraseDeletedAsync(this TestApp app)
    {
        await using var scope = app.Scope();
        await scope.ServiceProvider.GetRequiredService<EraseAssets>().HandleAsync(new EraseDeletedAssets(), default!, Ct);
        var collections = scope.ServiceProvider.GetRequiredService<EraseCollections>();
        await collections.HandleAsync(new EraseDeletedCollections(), default!, Ct);
        var told = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<EventRecord>().AsNoTracking().Where(happened => happened.Name == AssetsErased.EventName).ToListAsync(Ct);
        foreach (var happened in told)
        {
            await collections.ConsumeAsync(happened.Id, JsonSerializer.Deserialize<AssetsErased>(happened.Payload, JobJson.Options)!, Ct);
        }
    }

    public static async Task<long> CountAsync(this TestApp app, string sql, Guid id)
    {
        await using var command = app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
