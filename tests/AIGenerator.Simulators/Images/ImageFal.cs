using System.Globalization;
using System.Text.Json;

namespace AIGenerator.Simulators.Images;

/// <summary>fal's line: orders with sub-paths, questions without, three states, and a result of its own. A request goes on with each question.</summary>
internal sealed class ImageFal
{
    /// <summary>The keys of reports: one of another sort, an old one, and the one of RFC 8032's second test.</summary>
    public const string Keys =
        """{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"},{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"OKP","crv":"Ed25519","x":"PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw"}]}""";

    private const string NotFound = """{"detail":"Not Found"}""";

    private readonly Simulator _simulator;
    private readonly SimJobs _jobs = new();

    private ImageFal(Simulator simulator) => _simulator = simulator;

    public static void Map(WebApplication app, Simulator simulator)
    {
        var fal = new ImageFal(simulator);
        app.MapPost("/fal/{owner}/{alias}/{**rest}", (HttpContext http, string owner, string alias, string? rest) => fal.SubmitAsync(http, $"{owner}/{alias}", rest));
        app.MapGet("/fal/{owner}/{alias}/requests/{id}/status", (HttpContext http, string owner, string alias, string id) => fal.AskAsync(http, $"{owner}/{alias}", id, fal.StatusAsync));
        app.MapGet("/fal/{owner}/{alias}/requests/{id}", (HttpContext http, string owner, string alias, string id) => fal.AskAsync(http, $"{owner}/{alias}", id, fal.ResultAsync));
        app.MapPut("/fal/{owner}/{alias}/requests/{id}/cancel", fal.CancelAsync);
        app.MapGet("/fal/.well-known/jwks.json", fal.KeysAsync);
        app.MapGet("/fal/files/{id}/{at:int}.png", fal.FileAsync);
    }

    private Task SubmitAsync(HttpContext http, string app, string? rest) => Exchange.AnswerAsync(http, _simulator, PromptOf, async (plan, order) =>
    {
        if (await ImageFaults.TryAsync(http, plan))
        {
            return;
        }

        if ((Complaint(http, order) ?? Refusal(plan)) is var (status, body))
        {
            ImageFaults.AddRetryAfter(http, plan);
            await Exchange.TextAsync(http, status, "application/json", body);
            return;
        }

        var job = _jobs.Add(plan, rest is null ? app : $"{app}/{rest}", order, number => "764c-" + number);
        if (!await _simulator.LetAnswerAsync(plan, job.Id, http.RequestAborted))
        {
            http.Abort();
            return;
        }

        await Exchange.TextAsync(http, 200, "application/json", JsonSerializer.Serialize(Line(http, job, "IN_QUEUE", app)));
    });

    private async Task AskAsync(HttpContext http, string app, string id, Func<HttpContext, SimJob, string, Task> answer)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        if (_jobs.Find(id) is not { } job || !job.Model.StartsWith(app, StringComparison.Ordinal))
        {
            await Exchange.TextAsync(http, 404, "application/json", NotFound);
        }
        else if (job.TakeFault() is not { } fault)
        {
            await answer(http, job, app);
        }
        else if (fault.Fault == "reset")
        {
            http.Abort();
        }
        else if (!await ImageFaults.TryAsync(http, fault) && Refusal(fault) is var (status, body))
        {
            await Exchange.TextAsync(http, status, "application/json", body);
        }
    }

    private async Task StatusAsync(HttpContext http, SimJob job, string app)
    {
        job.Ask();
        var answer = Line(http, job, job.Stage switch { SimStage.Waiting => "IN_QUEUE", SimStage.Working => "IN_PROGRESS", _ => "COMPLETED" }, app);
        if (job.Stage == SimStage.Stopped)
        {
            (answer["error"], answer["error_type"]) = ("Request was cancelled", "client_cancelled");
        }
        else if (job.Stage == SimStage.Done && job.Plan.Fault == "fail")
        {
            (answer["error"], answer["error_type"]) = ("Generation failed sk-secret", "generation_timeout");
        }

        await Exchange.TextAsync(http, 200, "application/json", JsonSerializer.Serialize(answer));
    }

    private async Task ResultAsync(HttpContext http, SimJob job, string app)
    {
        job.Ask();
        var (status, body) = job.Stage != SimStage.Done || (job.Plan.Has("early") && job.Asked <= job.Plan.Asks + 2)
            ? (job.Plan.Has("early") ? 500 : 400, """{"detail":"Request is still in progress"}""")
            : job.Plan.Fault switch
            {
                "403" or "filter" => (422, Typed("content_policy_violation")),
                "error-inside" => (500, """{"detail":"sk-secret","error_type":"runner_server_error"}"""),
                _ when job.Plan.Has("too-small") => (422, Typed("image_too_small")),
                _ when job.Plan.Has("gateway") && job.Asked <= job.Plan.Asks + 2 => (502, "<html>Bad Gateway sk-secret</html>"),
                _ => (200, Result(http, job)),
            };
        await Exchange.TextAsync(http, status, "application/json", body);
    }

    private async Task CancelAsync(HttpContext http, string id)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        var (status, word) = _jobs.Find(id) switch
        {
            null => (404, "NOT_FOUND"),
            { Stage: SimStage.Done or SimStage.Stopped } => (400, "ALREADY_COMPLETED"),
            { Stage: SimStage.Waiting } => (200, "OK"),
            _ => (202, "CANCELLATION_REQUESTED"),
        };
        _jobs.Find(id)?.Stop();
        await Exchange.TextAsync(http, status, "application/json", $$"""{"status":"{{word}}"}""");
    }

    private async Task KeysAsync(HttpContext http)
    {
        await ChatEndpoints.RecordAsync(http, _simulator);
        await Exchange.TextAsync(http, 200, "application/json", Keys);
    }

    private Task FileAsync(HttpContext http, string id, int at) =>
        _jobs.Find(id) is { } job ? SimShelf.ServeAsync(http, job.Plan, job.Files.ElementAtOrDefault(at)) : SimShelf.ServeAsync(http, null, null);

    private static Dictionary<string, object?> Line(HttpContext http, SimJob job, string status, string app)
    {
        var host = job.Plan.Has("foreign") ? "https://queue.evil.example" : $"{http.Request.Scheme}://{http.Request.Host}/fal";
        var request = $"{host}/{app}/requests/{job.Id}";
        var line = new Dictionary<string, object?>
        {
            ["status"] = status, ["request_id"] = job.Id, ["response_url"] = request, ["status_url"] = request + "/status", ["cancel_url"] = request + "/cancel",
        };
        if (status == "IN_QUEUE")
        {
            line["queue_position"] = Math.Max(0, 2 - job.Asked);
        }

        return line;
    }

    private static string Result(HttpContext http, SimJob job)
    {
        if (job.Files.Length == 0 && job.Plan.Fault != "nothing")
        {
            job.Files = Make(job.Input);
        }

        var images = job.Files.Select((_, at) => new
        {
            url = string.Create(CultureInfo.InvariantCulture, $"{http.Request.Scheme}://{http.Request.Host}/fal/files/{job.Id}/{at}.png"),
            content_type = "image/png",
        }).ToArray();
        return job.Plan.Has("single") ? JsonSerializer.Serialize(new { image = images[0] }) : JsonSerializer.Serialize(new { images, seed = 7, prompt = "x" });
    }

    private static byte[][] Make(JsonElement input)
    {
        var prompt = PromptOf(input);
        if (input.TryGetProperty("mask_url", out var mask))
        {
            return [SimPicture.Painted(prompt, ReplicateUploads.FromData(input.GetProperty("image_url").GetString()!), ReplicateUploads.FromData(mask.GetString()!), SimHere.White)];
        }

        var count = input.TryGetProperty("num_images", out var several) ? several.GetInt32() : 1;
        var (width, height) = input.TryGetProperty("image_size", out var size) ? (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32()) : (256, 256);
        return [.. Enumerable.Range(0, count).Select(_ => SimPicture.Plain(prompt, width, height))];
    }

    private static (int Status, string Body)? Complaint(HttpContext http, JsonElement order)
    {
        if (!http.Request.Headers.Authorization.ToString().StartsWith("Key ", StringComparison.Ordinal))
        {
            return (401, """{"detail":"Authentication is required to access this application. sk-secret"}""");
        }

        return order.ValueKind == JsonValueKind.Object ? null : (422, Typed("bad_request"));
    }

    private static (int Status, string Body)? Refusal(SimPlan plan) => plan.Fault switch
    {
        "400" => (422, Typed("image_too_small")),
        "401" => (401, """{"detail":"Invalid key sk-secret"}"""),
        "402" => (403, """{"detail":"User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing. sk-secret"}"""),
        "404" => (404, NotFound),
        "429" => (429, """{"detail":"Too many requests"}"""),
        "500" => (500, """{"detail":"sk-secret","error_type":"internal_error"}"""),
        "503" => (503, """{"detail":"sk-secret","error_type":"runner_scheduling_failure"}"""),
        _ => null,
    };

    private static string Typed(string type) =>
        JsonSerializer.Serialize(new { detail = new[] { new { loc = new[] { "body", "image_url" }, msg = "sk-secret", type, url = "https://docs.fal.ai/errors#" + type, input = "x" } } });

    private static string PromptOf(JsonElement order) => order.TryGetProperty("prompt", out var prompt) ? prompt.GetString()! : "";
}
