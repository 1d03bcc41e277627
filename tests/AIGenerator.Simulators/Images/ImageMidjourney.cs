using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>A proxy to Midjourney: 200 to everything, codes inside, a grid of four at the end.</summary>
internal sealed class ImageMidjourney
{
    private readonly Simulator _simulator;
    private readonly SimJobs _jobs = new();

    private ImageMidjourney(Simulator simulator) => _simulator = simulator;

    public static void Map(WebApplication app, Simulator simulator)
    {
        var proxy = new ImageMidjourney(simulator);
        foreach (var path in (string[])["/midjourney/mj", "/midjourney/mj-fast", "/midjourney/mj-turbo", "/midjourney/mj-relax"])
        {
            app.MapPost(path + "/submit/imagine", proxy.ImagineAsync);
        }

        app.MapGet("/midjourney/mj/task/{id}/fetch", proxy.FetchAsync);
        app.MapGet("/midjourney/cdn/{id}.png", proxy.GridAsync);
    }

    private Task ImagineAsync(HttpContext http) => Exchange.AnswerAsync(http, _simulator, PromptOf, async (plan, order) =>
    {
        if (await ImageFaults.TryAsync(http, plan))
        {
            return;
        }

        ImageFaults.AddRetryAfter(http, plan);
        var hasSecret = http.Request.Headers.ContainsKey("mj-api-secret") || http.Request.Headers.ContainsKey("Authorization");
        var (status, code) = !hasSecret ? (401, 0) : plan.Fault switch
        {
            "400" => (200, 4),
            "403" => (200, 24),
            "404" => (200, 3),
            "error-inside" => (200, 9),
            "401" or "429" or "500" or "503" => (int.Parse(plan.Fault, CultureInfo.InvariantCulture), 0),
            _ when plan.Has("full") => (200, 23),
            _ when plan.Has("queued") => (200, 22),
            _ => (200, 1),
        };
        var id = code is 1 or 22 ? _jobs.Add(plan, "midjourney", order, number => "177244200000" + number).Id : null;
        await Exchange.TextAsync(http, status, "application/json", JsonSerializer.Serialize(new { code, description = code == 1 ? "ok" : "sk-secret", result = id, properties = new { } }));
    });

    private async Task FetchAsync(HttpContext http, string id)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        if (_jobs.Find(id) is not { } job)
        {
            await Exchange.TextAsync(http, 404, "application/json", "");
        }
        else if (job.TakeFault() is not { } fault)
        {
            job.Ask();
            await Exchange.TextAsync(http, 200, "application/json", Written(http, job));
        }
        else if (fault.Fault == "reset")
        {
            http.Abort();
        }
        else if (!await ImageFaults.TryAsync(http, fault))
        {
            await Exchange.TextAsync(http, int.Parse(fault.Fault, CultureInfo.InvariantCulture), "application/json", """{"description":"sk-secret"}""");
        }
    }

    private Task GridAsync(HttpContext http, string id)
    {
        var job = _jobs.Find(id);
        var prompt = job is null ? "" : PromptOf(job.Input);
        var cut = prompt.IndexOf(" --", StringComparison.Ordinal);
        return SimShelf.ServeAsync(http, job?.Plan, SimPicture.Plain(cut < 0 ? prompt : prompt[..cut], 512, 512));
    }

    private static string Written(HttpContext http, SimJob job)
    {
        var status = job.Stage switch
        {
            SimStage.Waiting => "SUBMITTED",
            SimStage.Working => "IN_PROGRESS",
            _ when job.Plan.Has("modal") => "MODAL",
            _ => job.Plan.Fault is "fail" or "filter" ? "FAILURE" : "SUCCESS",
        };
        return JsonSerializer.Serialize(new
        {
            id = job.Id,
            action = "IMAGINE",
            status,
            prompt = PromptOf(job.Input),
            progress = status == "SUCCESS" ? "100%" : status == "IN_PROGRESS" ? "45%" : "",
            imageUrl = status == "SUCCESS" && job.Plan.Fault != "nothing" ? $"{http.Request.Scheme}://{http.Request.Host}/midjourney/cdn/{job.Id}.png?ex=1&is=2&hm=3" : null,
            failReason = status != "FAILURE" ? null : job.Plan.Fault == "fail" ? "sk-secret timed out" : "[Banned prompt detected] sk-secret",
            submitTime = 1772442000000,
            buttons = new[] { new { customId = "MJ::JOB::upsample::1::x", label = "U1" } },
        });
    }

    private static string PromptOf(JsonElement order) => order.GetProperty("prompt").GetString()!;
}
