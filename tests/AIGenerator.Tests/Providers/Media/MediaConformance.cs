using AIGenerator.Media;
using AIGenerator.Media.Vectors;
using AIGenerator.Providers;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using AIGenerator.Simulators.Images;
using AIGenerator.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>
/// What every adapter of a media vendor must do, over real HTTP. Inherit it for a vendor that answers with the finished work, and
/// <see cref="JobConformance"/> for one that works in jobs.
/// </summary>
public abstract class MediaConformance : IAsyncLifetime
{
    private readonly HeardLog _log = new();
    private ServiceProvider? _services;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected Simulator Simulator { get; private set; } = null!;

    protected abstract string Id { get; }

    /// <summary>Its section of the settings.</summary>
    protected abstract string Section { get; }

    /// <summary>A model of this vendor that makes pictures from words, several at a time where any does.</summary>
    protected abstract string Model { get; }

    /// <summary>Where the key <c>sk-test</c> travels.</summary>
    protected virtual (string Header, string Value) Key => ("Authorization", "Bearer sk-test");

    /// <summary>How many pictures one order of <see cref="Model"/> may ask for.</summary>
    protected virtual int Most => 3;

    /// <summary>An order to work inside a mask; null where the vendor has no such model.</summary>
    protected virtual ImageOrder? Inpainting => null;

    /// <summary>Pictures that are reported as withheld when the simulator keeps back the last of three; null where the vendor knows no such thing.</summary>
    protected virtual int? WithheldOfPartial => 1;

    /// <summary>Whether its 503 says in words of its own that it takes no more; a bare status may be a gateway's.</summary>
    protected virtual bool SaysOverloaded => false;

    protected IMediaProvider Provider => ProviderOf(_services!);

    /// <summary>Requests that an order of so many makes.</summary>
    protected virtual int CallsFor(int count) => 1;

    protected abstract string AddressOf(Simulator simulator);

    /// <summary>More settings that the vendor needs.</summary>
    protected virtual void Configure(Dictionary<string, string?> settings)
    {
    }

    /// <summary>What a fault becomes; null where the vendor has no such answer.</summary>
    protected virtual string? CodeOf(string fault) => fault switch
    {
        "400" => "provider.invalid-request",
        "401" => "provider.bad-key",
        "402" => "provider.no-funds",
        "403" => "provider.moderated",
        "404" => "provider.model-gone",
        "429" => "provider.rate-limited",
        "500" or "502" => "provider.failed",
        "503" => "provider.overloaded",
        "html" or "garbage" or "empty" => "provider.garbage",
        "error-inside" => "provider.failed",
        "nothing" => "provider.empty",
        "filter" => "provider.moderated",
        "reset" or "cut" => "provider.cut",
        _ => null,
    };

    public async ValueTask InitializeAsync()
    {
        Simulator = await Simulator.StartAsync(Ct);
        _services = With(AddressOf(Simulator));
    }

    public async ValueTask DisposeAsync()
    {
        await _services!.DisposeAsync();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void It_is_there_with_a_key_and_absent_without()
    {
        using var keyless = MediaFixtures.Services(new Dictionary<string, string?>(), TimeProvider.System, _log);

        Provider.IsConfigured.ShouldBeTrue();
        ProviderOf(keyless).IsConfigured.ShouldBeFalse();
    }

    [Fact]
    public async Task A_picture_comes_for_an_order()
    {
        Script(new SimPlan());

        var done = await RunAsync(MediaFixtures.Order(Model));

        var picture = SimPng.Read(await BytesOfAsync(done.Outputs.Single()))!;
        (picture.At(0, 0).Red, picture.At(0, 0).Green, picture.At(0, 0).Blue).ShouldBe(SimPicture.ColorOf("A red kite over the sea"));
        done.Withheld.ShouldBe(0);
    }

    [Fact]
    public async Task Several_come_where_several_are_ordered()
    {
        Assert.SkipWhen(Most == 1, "One at a time is all this vendor makes.");
        Script(new SimPlan(), Most);

        var done = await RunAsync(MediaFixtures.Order(Model, count: Most));

        done.Outputs.Count.ShouldBe(Most);
        foreach (var output in done.Outputs)
        {
            SimPng.Read(await BytesOfAsync(output)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task The_key_travels_in_its_header_and_nowhere_else()
    {
        Script(new SimPlan());

        await RunAsync(MediaFixtures.Order(Model));

        Simulator.Requests.ShouldAllBe(request => request.Headers.ContainsKey(Key.Header) && request.Headers[Key.Header] == Key.Value);
        Simulator.Requests.ShouldAllBe(request => !request.Body.Contains("sk-test") && !request.Path.Contains("sk-test"));
    }

    [Fact]
    public async Task A_mask_says_where_to_work()
    {
        Assert.SkipWhen(Inpainting is null, "No model of this vendor takes a mask.");
        Script(new SimPlan());

        var done = await RunAsync(Inpainting);

        var picture = SimPng.Read(await BytesOfAsync(done.Outputs.Single()))!;
        picture.At(picture.Width / 4, picture.Height / 2).ShouldNotBe(MediaFixtures.SourceColor);
        picture.At(picture.Width * 3 / 4, picture.Height / 2).ShouldBe(MediaFixtures.SourceColor);
    }

    [Theory]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("402")]
    [InlineData("403")]
    [InlineData("404")]
    [InlineData("429")]
    [InlineData("error-inside")]
    [InlineData("nothing")]
    [InlineData("filter")]
    public async Task A_refusal_is_told_in_our_words(string fault)
    {
        var code = CodeOf(fault);
        Assert.SkipWhen(code is null, "This vendor has no such answer.");
        Script(new SimPlan(fault));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));

        failure.Code.ShouldBe(code);
        failure.RetryAfter.ShouldBeNull();
        Silent(failure);
        if (fault is not ("error-inside" or "nothing" or "filter"))
        {
            failure.MayHaveBegun.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("html")]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("reset")]
    [InlineData("cut")]
    public async Task An_order_without_a_clear_answer_may_have_begun(string fault)
    {
        Script(new SimPlan(fault));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));

        failure.Code.ShouldBe(CodeOf(fault));
        failure.MayHaveBegun.ShouldBe(fault != "503" || !SaysOverloaded);
        Simulator.Requests.Count(request => request.Method == "POST").ShouldBe(1);
        Silent(failure);
    }

    [Fact]
    public async Task The_wait_that_the_vendor_asks_for_is_passed_on()
    {
        Script(new SimPlan("429", RetryAfter: 7));

        var failure = await Should.ThrowAsync<ProviderException>(() => RunAsync(MediaFixtures.Order(Model)));

        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable_and_has_begun_nothing()
    {
        await using var services = With(ProviderFixtures.DeadAddress());

        var failure = await Should.ThrowAsync<ProviderException>(() => ProviderOf(services).SubmitAsync(MediaFixtures.Order(Model), Ct));

        failure.Code.ShouldBe("provider.unreachable");
        failure.MayHaveBegun.ShouldBeFalse();
    }

    [Fact]
    public async Task Silence_is_a_timeout_and_may_have_begun()
    {
        Script(new SimPlan("silence"));
        var clock = new StoppedClock();
        await using var services = With(AddressOf(Simulator), clock);
        var run = ProviderOf(services).SubmitAsync(MediaFixtures.Order(Model), Ct);
        await Simulator.Asked.WaitAsync(TimeSpan.FromSeconds(60), Ct);

        clock.Advance(TimeSpan.FromSeconds(30));

        var failure = await Should.ThrowAsync<ProviderException>(() => run);
        failure.Code.ShouldBe("provider.timeout");
        failure.MayHaveBegun.ShouldBeTrue();
        await Simulator.ClientLeft.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task What_was_not_withheld_is_delivered()
    {
        Assert.SkipWhen(WithheldOfPartial is null || Most < 3, "This vendor gives all or nothing.");
        Script(new SimPlan("partial"), 3);

        var done = await RunAsync(MediaFixtures.Order(Model, count: 3));

        done.Outputs.Count.ShouldBe(2);
        done.Withheld.ShouldBe(WithheldOfPartial!.Value);
    }

    [Fact]
    public async Task Leaving_closes_the_connection()
    {
        Script(new SimPlan("silence"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = Provider.SubmitAsync(MediaFixtures.Order(Model), stop.Token);
        await Simulator.Asked.WaitAsync(TimeSpan.FromSeconds(60), Ct);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => run);
        await Simulator.ClientLeft.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task A_file_whose_time_is_over_is_told_as_gone_and_not_tried_again()
    {
        var address = await AddressOfAsync("expired");

        var failure = await Should.ThrowAsync<ProviderException>(() => Downloads.FetchedAsync(Id, address, Ct));

        (failure.Code, failure.Retry).ShouldBe(("provider.file-gone", RetryAdvice.GiveUp));
        Silent(failure);
    }

    [Fact]
    public async Task A_file_is_what_it_holds_whatever_it_is_called()
    {
        var picture = await Downloads.FetchedAsync(Id, await AddressOfAsync("mistyped"), Ct);
        var page = await Downloads.FetchedAsync(Id, await AddressOfAsync("page"), Ct);

        Signatures.Of(picture).ShouldBe(Content.Png);
        Signatures.Of(page).ShouldBe(Content.Text);
        CleanSvg.CouldBe(page).ShouldBeFalse("so it is refused as no picture at all");
    }

    private MediaDownloads Downloads => _services!.GetRequiredService<MediaDownloads>();

    /// <summary>Where the vendor has its file, with an oddity of its shelf; skips those that send the files themselves.</summary>
    private async Task<Uri> AddressOfAsync(string oddity)
    {
        Script(new SimPlan(Wire: [oddity]));
        var output = (await RunAsync(MediaFixtures.Order(Model))).Outputs.Single();
        Assert.SkipWhen(output.Address is null, "This vendor sends the files themselves.");
        return output.Address!;
    }

    /// <summary>The same plan for every request that an order of so many makes.</summary>
    protected void Script(SimPlan plan, int count = 1)
    {
        for (var call = 0; call < CallsFor(count); call++)
        {
            Simulator.Next(plan);
        }
    }

    /// <summary>An order with all the asking it takes. Simulated jobs go on with each question, so nobody waits.</summary>
    protected Task<MediaDone> RunAsync(ImageOrder order) => RunAsync(Provider, order);

    protected static async Task<MediaDone> RunAsync(IMediaProvider provider, ImageOrder order) =>
        await FollowAsync(provider, await provider.SubmitAsync(order, Ct));

    protected static async Task<MediaDone> FollowAsync(IMediaProvider provider, MediaReport report)
    {
        for (var asked = 0; asked < 50 && report is MediaUnderWay underWay; asked++)
        {
            report = await provider.AskAsync(underWay.Job, Ct);
        }

        return report.ShouldBeOfType<MediaDone>();
    }

    /// <summary>The body of the request that hands the order over.</summary>
    protected async Task<string> BodyOfAsync(ImageOrder order)
    {
        Script(new SimPlan(), order.Count);
        await RunAsync(order);
        return Simulator.Requests.Last(request => request.Method == "POST").Body;
    }

    protected async Task<byte[]> BytesOfAsync(MediaOutput output)
    {
        if (output.Address is not { } address)
        {
            return output.Bytes.ToArray();
        }

        output.Bytes.IsEmpty.ShouldBeTrue();
        using var client = _services!.GetRequiredService<IHttpClientFactory>().CreateClient();
        return await client.GetByteArrayAsync(address, Ct);
    }

    /// <summary>What the vendor said about the operator stands neither in the failure nor in the log.</summary>
    protected void Silent(ProviderException failure)
    {
        failure.ToString().ShouldNotContain("sk-secret");
        _log.Lines.ShouldAllBe(line => !line.Contains("sk-secret") && !line.Contains("sk-test") && !line.Contains("kite"));
    }

    protected IMediaProvider ProviderOf(IServiceProvider services) => services.GetRequiredService<MediaProviders>().Find(Id).ShouldNotBeNull();

    protected ServiceProvider With(string address, TimeProvider? clock = null)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"Providers:{Section}:BaseUrl"] = address,
            [$"Providers:{Section}:ApiKey"] = "sk-test",
            [$"Providers:{Section}:MediaTimeout"] = "00:00:30",
        };
        Configure(settings);
        return MediaFixtures.Services(settings, clock ?? TimeProvider.System, _log);
    }
}
