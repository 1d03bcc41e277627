using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Generation;

/// <summary>Limits of running work. Section <c>Generation</c>.</summary>
internal sealed class GenerationOptions
{
    public const string Section = "Generation";

    /// <summary>Longest answer, reasoning included, where model and balance allow more; also what a price "at most" assumes. Default 16,384.</summary>
    [Range(256, 1_000_000)] public int MaxOutputTokens { get; set; } = 16_384;

    /// <summary>Shortest answer worth starting: a balance that covers less is refused. Default 200.</summary>
    [Range(1, 10_000)] public int LeastOutputTokens { get; set; } = 200;

    /// <summary>The same of a model that reasons: its thoughts come out of the same length, often unseen, and what is left is the answer. Default 2,000.</summary>
    [Range(1, 100_000)] public int LeastThinkingTokens { get; set; } = 2_000;

    /// <summary>Generations of one workspace at work at the same time. Default 5.</summary>
    [Range(1, 10_000)] public int AtWorkPerWorkspace { get; set; } = 5;

    /// <summary>Generations of media of one workspace that are in the queue at the same time; the others wait for them. Default 4.</summary>
    [Range(1, 1_000)] public int MediaAtWorkPerWorkspace { get; set; } = 4;

    /// <summary>Generations of media of one workspace that may be open, those that wait included. Default 100.</summary>
    [Range(1, 100_000)] public int MediaInLinePerWorkspace { get; set; } = 100;

    /// <summary>How long a picture may take from its turn on before it is given up, free of charge. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "06:00:00")] public TimeSpan MediaDeadline { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long deleted files can be brought back; they take room until then. Default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")] public TimeSpan DeletedStay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a node may be silent before another takes its work over. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:10:00")] public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long running answers may go on when the node is asked to stop. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")] public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class GenerationOptionsValidator : IValidateOptions<GenerationOptions>;
