using System.Net;

namespace AIGenerator.Tests.Kernel.Live;

public sealed class LiveEndpointTests(KernelDatabase database) : IClassFixture<KernelDatabase>
{
    [Fact]
    public async Task A_stream_carries_topic_position_and_data_and_nobody_may_keep_it()
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        host.Topic.Feed("{\"text\":\"їжак\"}");
        using var stream = await host.OpenAsync("fed:a");

        stream.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        stream.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        stream.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        var opening = (await stream.NextAsync())!;
        var happened = opening[0].StartsWith("retry", StringComparison.Ordinal) ? (await stream.NextAsync())! : opening;
        happened.ShouldBe(["id: fed:a~1", "event: fed:a", "data: {\"topic\":\"fed:a\",\"seq\":1,\"type\":\"food\",\"data\":{\"text\":\"їжак\"}}"]);
    }

    [Fact]
    public async Task A_returning_browser_resumes_each_topic_where_it_was()
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        host.Topic.Feed("1");
        host.Topic.Feed("2");
        host.Topic.Feed("3");
        using var byAddress = await host.OpenAsync("fed:a~2");
        using var byHeader = await host.OpenAsync("fed:a,fed:b~1", lastEventId: "fed:a~3,fed:b~2,fed:gone~9");

        (await ReadDataAsync(byAddress)).ShouldBe("""{"topic":"fed:a","seq":3,"type":"food","data":3}""");
        (await ReadDataAsync(byHeader)).ShouldBe("""{"topic":"fed:b","seq":3,"type":"food","data":3}""");
    }

    [Theory]
    [InlineData("fed:secret")]
    [InlineData("unknown")]
    public async Task A_topic_that_may_not_be_watched_is_gone_and_the_others_go_on(string topic)
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        using var stream = await host.OpenAsync(topic + ",fed:a");

        (await ReadDataAsync(stream)).ShouldBe($$"""{"topic":"{{topic}}","seq":0,"type":"gone","data":null}""");
        host.Topic.Feed("1");
        (await ReadDataAsync(stream)).ShouldContain("\"topic\":\"fed:a\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("fed:a%0Aevent:x")]
    [InlineData("Fed")]
    [InlineData("fed:a~x")]
    [InlineData("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u")]
    public async Task Topics_that_cannot_be_read_are_refused(string topics)
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        using var stream = await host.OpenAsync(topics);

        stream.Response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await stream.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("live.topics-invalid");
    }

    [Fact]
    public async Task One_person_has_twelve_streams_and_a_closed_one_makes_room()
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        var user = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var streams = new List<LiveReader>();
        for (var i = 0; i < 12; i++)
        {
            streams.Add(await host.OpenAsync("fed:a", user: user));
        }

        using (var refused = await host.OpenAsync("fed:a", user: user))
        {
            refused.Response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        }

        streams[0].Dispose();
        var status = HttpStatusCode.TooManyRequests;
        while (status != HttpStatusCode.OK)
        {
            using var next = await host.OpenAsync("fed:a", user: user);
            status = next.Response.StatusCode;
        }

        streams.ForEach(stream => stream.Dispose());
    }

    [Fact]
    public async Task A_silent_stream_is_pinged_and_ends_after_half_an_hour()
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        using var stream = await host.OpenAsync("fed:a");
        (await stream.NextAsync()).ShouldBe(["retry: 1000"]);
        host.Topic.Feed("1");
        await stream.NextAsync();

        host.Clock.Advance(TimeSpan.FromSeconds(15));
        (await stream.NextAsync()).ShouldBe([":"]);
        host.Clock.Advance(TimeSpan.FromMinutes(30));

        while (await stream.NextAsync() is { } more)
        {
            more.ShouldBe([":"]);
        }
    }

    [Fact]
    public async Task A_stream_ends_within_a_minute_of_its_session_though_nobody_told()
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        var (gone, stays) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        using var ending = await host.OpenAsync("fed:a", user: gone);
        using var lasting = await host.OpenAsync("fed:a", user: stays);
        host.Topic.Feed("1");
        await ReadDataAsync(ending);
        await ReadDataAsync(lasting);

        host.Sessions.End(gone);
        for (var ping = 1; ping <= 4; ping++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(15));
            (await NextButOpeningAsync(lasting)).ShouldBe([":"]);
        }

        while (await ending.NextAsync() is { } more)
        {
            (more is [":"] or ["retry: 1000"]).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Five_hundred_streams_hear_the_same_and_end_with_the_host()
    {
        await using var host = await LiveHost.StartAsync(database.ConnectionString);
        var streams = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => host.OpenAsync("fed:a,fed:b")));
        host.Topic.Feed("\"hello\"");

        var heard = await Task.WhenAll(streams.Select(ReadDataAsync));
        heard.ShouldAllBe(data => data.Contains("hello"));

        await host.StopAsync();
        foreach (var stream in streams)
        {
            while (await stream.NextAsync() is not null)
            {
            }

            stream.Dispose();
        }
    }

    private static async Task<List<string>?> NextButOpeningAsync(LiveReader stream)
    {
        var next = await stream.NextAsync();
        return next is ["retry: 1000"] ? await stream.NextAsync() : next;
    }

    private static async Task<string> ReadDataAsync(LiveReader stream)
    {
        while (await stream.NextAsync() is { } happened)
        {
            if (happened.Find(line => line.StartsWith("data: ", StringComparison.Ordinal)) is { } data)
            {
                return data["data: ".Length..];
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
