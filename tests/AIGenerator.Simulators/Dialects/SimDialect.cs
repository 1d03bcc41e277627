using System.Text.Json;

namespace AIGenerator.Simulators.Dialects;

/// <summary>How one vendor of the chat-completions protocol writes it. The faults and the beat are the same for all.</summary>
internal abstract class SimDialect
{
    public static readonly IReadOnlyList<SimDialect> All = [new OpenAIDialect(), new OpenRouterDialect(), new DeepSeekDialect(), new XAIDialect(), new MoonshotDialect()];

    /// <summary>Where it is served, e.g. <c>/v1</c>.</summary>
    public abstract string Path { get; }

    /// <summary>The answer of <c>GET models</c>.</summary>
    public abstract string Models { get; }

    /// <summary>Ids that the vendor has ended.</summary>
    public virtual IReadOnlyList<string> Ended => [];

    /// <summary>Header that names the answer, or null.</summary>
    public virtual string? IdHeader => null;

    /// <summary>The comment that it sends while it waits, or null.</summary>
    public virtual string? KeepAlive => null;

    /// <summary>Where the count of an answer stands.</summary>
    public virtual UsagePlace UsagePlace => UsagePlace.OwnChunk;

    /// <summary>Whether it counts without being asked.</summary>
    public virtual bool AlwaysCounts => false;

    /// <summary>Whether chunks before the last lack <c>finish_reason</c>.</summary>
    public virtual bool LeavesOutFinish => false;

    /// <summary>The error that comes inside a stream.</summary>
    public abstract string InStream { get; }

    /// <summary>An error before the stream, or null where this dialect has no such fault.</summary>
    public abstract (int Status, string Body)? Refusal(string fault, long maxTokens);

    /// <summary>What it refuses in an order by itself, as the name of a fault.</summary>
    public virtual string? Objection(JsonElement order) => null;

    /// <summary>Whether an order lets it think.</summary>
    public virtual bool Thinks(JsonElement order) =>
        !(order.TryGetProperty("thinking", out var thinking) && thinking.GetProperty("type").GetString() == "disabled");

    /// <summary>The delta of a piece of reasoning.</summary>
    public virtual string ReasoningDelta(string text) => $$"""{"role":"assistant","content":null,"reasoning_content":"{{text}}"}""";

    /// <summary>Members at the end of a chunk that carries no count.</summary>
    public virtual string ChunkEnd(bool wantsUsage) => "";

    /// <summary>The count.</summary>
    public abstract string Usage(int words, int reasoning);

    protected static (int Status, string Body) Error(int status, string message, string type, string? code) =>
        (status, JsonSerializer.Serialize(new { error = new { message, type, param = (string?)null, code } }));

    protected static string List(params ReadOnlySpan<string> ids) =>
        JsonSerializer.Serialize(new { @object = "list", data = ids.ToArray().Select(id => new { id, @object = "model", created = 1_767_000_000, owned_by = "vendor" }) });
}

/// <summary>Where the count of a streamed answer stands.</summary>
internal enum UsagePlace
{
    /// <summary>In a last chunk without choices.</summary>
    OwnChunk,

    /// <summary>Beside <c>finish_reason</c>, at the chunk's top.</summary>
    FinishChunk,
}
