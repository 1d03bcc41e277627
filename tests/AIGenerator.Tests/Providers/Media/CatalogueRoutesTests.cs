using AIGenerator.Generation;
using AIGenerator.Generation.Media;
using AIGenerator.Models;
using AIGenerator.Models.Images;
using AIGenerator.Providers.Media;
using AIGenerator.Simulators;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Tests.Providers.Media;

/// <summary>What the catalogue promises of a model, its vendor takes: every task, shape, quality, style and scale of every route, against the simulators.</summary>
public sealed class CatalogueRoutesTests : IAsyncLifetime
{
    // The day its facts were read: later some of them end.
    private static readonly ImageCatalogueFile File = ImageCatalogueFile.Shipped();

    private Simulator _simulator = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Routes
    {
        get
        {
            var routes = new TheoryData<string, string>();
            foreach (var row in File.Models.Where(row => row.State != ModelState.Retired))
            {
                foreach (var route in row.Routes)
                {
                    routes.Add(row.Id, route.Provider);
                }
            }

            return routes;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _simulator = await Simulator.StartAsync(Ct);
        var (of, settings) = (_simulator, new Dictionary<string, string?> { ["Providers:BuiltIn:PicturePace"] = "00:00:00" });
        foreach (var (vendor, address) in new[]
        {
            ("OpenAI", of.OpenAI), ("OpenRouter", of.OpenRouter), ("Google", of.Google), ("Ideogram", of.Ideogram), ("Recraft", of.Recraft), ("Replicate", of.Replicate),
            ("Fal", new Uri(of.Address, "/fal").AbsoluteUri), ("MidjourneyProxy", new Uri(of.Address, "/midjourney").AbsoluteUri),
        })
        {
            settings[$"Providers:{vendor}:BaseUrl"] = address;
            settings[$"Providers:{vendor}:ApiKey"] = "sk-test";
        }

        _services = MediaFixtures.Services(settings, TimeProvider.System, new HeardLog());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_vendor_takes_what_the_catalogue_offers(string id, string provider)
    {
        var providers = _services.GetRequiredService<MediaProviders>();
        var model = new ImageCatalogue(File, providers, new FixedDay(File.ReadOn)).Find(id)!;
        var route = model.Routes.Single(route => route.Provider == provider);
        var vendor = providers.Find(provider).ShouldNotBeNull();
        vendor.IsConfigured.ShouldBeTrue();
        foreach (var request in RequestsOf(model, route))
        {
            ImageRules.Check(request, model).ShouldBeNull();
            var order = MediaOrders.OrderOf(
                Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), request, model, route, webhook: null,
                request.Source is null ? null : MediaFixtures.Source(), request.Mask is null ? null : MediaFixtures.LeftHalf(),
                request.References is { } references ? [.. references.Select(_ => MediaFixtures.Source())] : null);

            var report = await vendor.SubmitAsync(order, Ct);
            while (report is MediaUnderWay underWay)
            {
                report = await vendor.AskAsync(underWay.Job, Ct);
            }

            report.ShouldBeOfType<MediaDone>().Outputs.Count.ShouldBe(request.Count, request.ToString());
        }
    }

    private static IEnumerable<ImageRequest> RequestsOf(ImageModel model, ImageRoute route)
    {
        var able = model.Abilities;
        foreach (var task in route.Tasks ?? able.Tasks)
        {
            var some = Guid.Empty;
            var usual = new ImageRequest(task, able.MaxPrompt > 0 ? "A lighthouse" : "", 1)
            {
                Source = task == ImageTask.Create ? null : some,
                Mask = task == ImageTask.Inpaint ? some : null,
                Margins = task == ImageTask.Outpaint ? new ImageMargins(16, 16, 16, 16) : null,
            };
            yield return usual;
            if (able.MaxCount > 1 && !task.HasOneResult)
            {
                yield return usual with { Count = able.MaxCount };
            }

            foreach (var ratio in task == ImageTask.Create ? able.Ratios : [])
            {
                yield return usual with { Ratio = ratio.Ratio };
            }

            foreach (var quality in able.Qualities)
            {
                yield return usual with { Quality = quality.Id };
            }

            foreach (var style in able.Styles)
            {
                yield return usual with { Style = style };
            }

            foreach (var scale in task == ImageTask.Upscale ? able.Scales : [])
            {
                yield return usual with { Scale = scale };
            }

            yield return usual with
            {
                NegativePrompt = able.NegativePrompt ? "rain" : null,
                Seed = able.Seed ? 7 : null,
                Strength = able.Strength && task == ImageTask.Remix ? 0.4 : null,
                References = able.References > 0 && task == ImageTask.Create ? [some, some] : null,
            };
        }
    }

    private sealed class FixedDay(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day, TimeOnly.MinValue, TimeSpan.Zero);
    }
}
