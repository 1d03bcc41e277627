using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>
/// Replicate: predictions of official and community models, files, schemas, the secret of reports. Official models refuse fields they do not have.
/// A prediction goes on with each question.
/// </summary>
internal sealed class ImageReplicate
{
    /// <summary>The secret of reports.</summary>
    public const string Secret = "whsec_c2ltdWxhdGVkLXNlY3JldC1vZi1yZXBvcnRz";

    private const string Root = "/replicate/v1";

    private readonly Simulator _simulator;
    private readonly SimJobs _jobs = new();
    private readonly ReplicateUploads _uploads = new();

    private ImageReplicate(Simulator simulator) => _simulator = simulator;

    public static void Map(WebApplication app, Simulator simulator)
    {
        var replicate = new ImageReplicate(simulator);
        app.MapPost(Root + "/models/{owner}/{name}/predictions", (HttpContext http, string owner, string name) => replicate.CreateAsync(http, $"{owner}/{name}"));
        app.MapPost(Root + "/predictions", http => replicate.CreateAsync(http, null));
        app.MapGet(Root + "/predictions/{id}", replicate.ShowAsync);
        app.MapPost(Root + "/predictions/{id}/cancel", replicate.CancelAsync);
        app.MapGet(Root + "/models/{owner}/{name}", (HttpContext http, string owner, string name) => replicate.ModelAsync(http, $"{owner}/{name}"));
        app.MapGet(Root + "/models/{owner}/{name}/versions/{version}", (HttpContext http, string owner, string name, string version) => replicate.VersionAsync(http, $"{owner}/{name}", version));
        app.MapPost(Root + "/files", replicate._uploads.TakeAsync(simulator));
        app.MapGet(Root + "/webhooks/default/secret", replicate.SecretAsync);
        app.MapGet("/replicate/delivery/{id}/{at:int}.png", replicate.DeliverAsync);
    }

    private Task CreateAsync(HttpContext http, string? path) => Exchange.AnswerAsync(http, _simulator, PromptOf, async (plan, order) =>
    {
        if (await ImageFaults.TryAsync(http, plan))
        {
            return;
        }

        var name = path ?? ReplicateModelsSim.ByVersion(order);
        if ((Complaint(http, path, name, order) ?? Refusal(plan)) is not var (status, body))
        {
            var job = _jobs.Add(plan, name!, order.GetProperty("input"), number => "gm3qorzdhgbfurvjtvhg6d" + number);
            if (!await _simulator.LetAnswerAsync(plan, job.Id, http.RequestAborted))
            {
                http.Abort();
                return;
            }

            await ProblemAsync(http, 201, Written(http, job), "application/json");
            return;
        }

        ImageFaults.AddRetryAfter(http, plan);
        await ProblemAsync(http, status, body);
    });

    private async Task ShowAsync(HttpContext http, string id)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        if (_jobs.Find(id) is not { } job)
        {
            await ProblemAsync(http, 404, """{"title":"Not found","detail":"The requested resource could not be found.","status":404}""");
        }
        else if (job.TakeFault() is { } fault)
        {
            await FailAsync(http, fault);
        }
        else
        {
            job.Ask();
            await ProblemAsync(http, 200, Written(http, job), "application/json");
        }
    }

    private async Task FailAsync(HttpContext http, SimPlan fault)
    {
        if (fault.Fault == "reset")
        {
            http.Abort();
        }
        else if (!await ImageFaults.TryAsync(http, fault) && Refusal(fault) is var (status, body))
        {
            await ProblemAsync(http, status, body);
        }
    }

    private async Task CancelAsync(HttpContext http, string id)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        if (_jobs.Find(id) is not { } job)
        {
            await ProblemAsync(http, 404, """{"title":"Not found","detail":"The requested resource could not be found.","status":404}""");
            return;
        }

        // The answer may still say that it goes on: stopping takes a moment there.
        var before = Written(http, job);
        job.Stop();
        await ProblemAsync(http, 200, before, "application/json");
    }

    private async Task ModelAsync(HttpContext http, string name)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        await (ReplicateModelsSim.VersionOf(name) is { } version
            ? ProblemAsync(http, 200, JsonSerializer.Serialize(new { url = "https://replicate.com/" + name, name, latest_version = new { id = version } }), "application/json")
            : ProblemAsync(http, 404, """{"title":"Not found","detail":"Model not found","status":404}"""));
    }

    private async Task VersionAsync(HttpContext http, string name, string version)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        await (ReplicateModelsSim.VersionOf(name) == version && ReplicateModelsSim.SchemaOf(name) is { } schema
            ? ProblemAsync(http, 200, $$"""{"id":"{{version}}","openapi_schema":{{schema}}}""", "application/json")
            : ProblemAsync(http, 404, """{"title":"Not found","detail":"Version not found","status":404}"""));
    }

    private async Task SecretAsync(HttpContext http)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        await Exchange.TextAsync(http, 200, "application/json", $$"""{"key":"{{Secret}}"}""");
    }

    private Task DeliverAsync(HttpContext http, string id, int at) =>
        _jobs.Find(id) is { } job ? SimShelf.ServeAsync(http, job.Plan, job.Files.ElementAtOrDefault(at)) : SimShelf.ServeAsync(http, null, null);

    private static (int Status, string Body)? Complaint(HttpContext http, string? path, string? name, JsonElement order)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            return (401, """{"title":"Unauthenticated","detail":"You did not pass a valid authentication token","status":401}""");
        }

        if (name is null || ReplicateModelsSim.SchemaOf(name) is null || (path is not null && !ReplicateModelsSim.IsOfficial(name)))
        {
            return path is null
                ? (422, """{"title":"Invalid version or not permitted","status":422,"detail":"The specified version does not exist (or perhaps you don't have permission to use it?)"}""")
                : (404, """{"title":"Not found","detail":"The requested resource could not be found.","status":404}""");
        }

        var strange = order.GetProperty("input").EnumerateObject().FirstOrDefault(field => ReplicateModelsSim.Objection(name, field) is not null);
        return strange.Value.ValueKind == JsonValueKind.Undefined
            ? null
            : (422, JsonSerializer.Serialize(new
            {
                title = "Input validation failed",
                status = 422,
                detail = $"- input: {strange.Name} is not allowed\n",
                invalid_fields = new[] { new { type = ReplicateModelsSim.Objection(name, strange), field = "input", description = strange.Name } },
            }));
    }

    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "400" => (422, """{"title":"Input validation failed","status":422,"detail":"- input: prompt is required sk-secret\n","invalid_fields":[{"type":"required","field":"input","description":"prompt is required"}]}"""),
        "401" => (401, """{"title":"Unauthenticated","detail":"You did not pass a valid authentication token sk-secret","status":401}"""),
        "402" => (402, """{"title":"Insufficient credit","detail":"You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing sk-secret to purchase credit.","status":402}"""),
        "404" => (404, """{"title":"Not found","detail":"The requested resource could not be found.","status":404}"""),
        "429" when plan.Has("told") => (429, """{"detail":"Request was throttled. Your rate limit resets in ~30s.","status":429}"""),
        "429" when plan.Has("told-short") => (429, """{"detail":"Request was throttled. Expected available in 2 seconds.","status":429}"""),
        "429" => (429, """{"detail":"Request was throttled.","status":429}"""),
        "500" => (500, """{"title":"Internal server error","detail":"sk-secret","status":500}"""),
        "503" => (503, """{"title":"Service unavailable","detail":"sk-secret","status":503}"""),
        _ => null,
    };

    private string Written(HttpContext http, SimJob job)
    {
        var root = $"{http.Request.Scheme}://{http.Request.Host}";
        var status = job.Stage switch
        {
            SimStage.Waiting => "starting",
            SimStage.Working => "processing",
            SimStage.Stopped => job.Plan.Has("aborted") ? "aborted" : "canceled",
            SimStage.Done => job.Plan.Fault is "fail" or "filter" or "403" ? "failed" : "succeeded",
        };
        if (status == "succeeded" && job.Files.Length == 0 && job.Plan.Fault != "nothing")
        {
            job.Files = ReplicateModelsSim.Make(job, _uploads);
        }

        var urls = job.Files.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"{root}/replicate/delivery/{job.Id}/{at}.png")).ToArray();
        object? output = urls.Length == 0 ? null : ReplicateModelsSim.IsSingle(job.Model) ? urls[0] : job.Plan.Has("object") ? new { image = urls[0], seed = 7 } : urls;
        var error = status != "failed" ? null : job.Plan.Fault == "fail" ? "CUDA out of memory sk-secret" : "NSFW content detected. Try running it again, or try a different prompt. sk-secret";
        return JsonSerializer.Serialize(new
        {
            id = job.Id,
            model = job.Model,
            version = ReplicateModelsSim.IsOfficial(job.Model) ? "hidden" : ReplicateModelsSim.VersionOf(job.Model),
            input = job.Input,
            logs = job.Asked == 0 ? "" : $"Using seed: 7\r 10%|#   |\r {Math.Min(100, job.Asked * 25)}%|####|",
            output,
            error,
            status,
            data_removed = job.Plan.Fault == "nothing",
            created_at = "2026-11-22T10:00:00.000Z",
            urls = new { get = $"{root}{Root}/predictions/{job.Id}", cancel = $"{root}{Root}/predictions/{job.Id}/cancel" },
        });
    }

    private static string PromptOf(JsonElement order) =>
        order.TryGetProperty("input", out var input) && input.TryGetProperty("prompt", out var prompt) ? prompt.GetString()! : "";

    private static Task ProblemAsync(HttpContext http, int status, string body, string type = "application/problem+json") => Exchange.TextAsync(http, status, type, body);
}
