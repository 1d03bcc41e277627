using AIGenerator.Kernel.Results;
using AIGenerator.Providers;

namespace AIGenerator.Generation;

/// <summary>Refusals and failures of this module.</summary>
internal static class GenerationErrors
{
    /// <summary>Nothing arrived although the provider called it an answer.</summary>
    public const string Empty = "generation.empty";

    /// <summary>The balance allowed a length that the model spent on thinking, and nothing arrived.</summary>
    public const string BalanceTooSmall = "generation.balance-too-small";

    /// <summary>The node died, or was stopped, before anything arrived.</summary>
    public const string Interrupted = "generation.interrupted";

    /// <summary>The stream broke, or the node died, after something had arrived: paid as delivered.</summary>
    public const string Cut = "generation.cut";

    /// <summary>The vendor's filter ended the answer; what had arrived is kept and paid.</summary>
    public const string Filtered = "generation.filtered";

    /// <summary>The vendor's filter let nothing through.</summary>
    public const string Moderated = "provider.moderated";

    /// <summary>Something of ours broke.</summary>
    public const string Internal = "generation.internal";

    /// <summary>The vendor was handed the order and never answered; whether it drew something, nobody knows.</summary>
    public const string Unanswered = "generation.unanswered";

    /// <summary>It took longer than anything of its kind may.</summary>
    public const string TooLong = "generation.too-long";

    /// <summary>The vendor made something, and it could not be fetched or read.</summary>
    public const string ResultLost = "generation.result-lost";

    /// <summary>The vendor kept back some of the pictures; those that came are paid.</summary>
    public const string PartlyWithheld = "generation.partly-withheld";

    public static readonly Error UnknownAsset = new("assets.unknown", "There is no such picture in this workspace.", ErrorKind.NotFound);

    public static readonly Error NotAgain = new("generations.not-again", "It did not fail, was ordered again already, or belongs to a chat.", ErrorKind.Conflict);

    public static readonly Error Stopped = new("generations.stopped", "It was stopped before anything was delivered.", ErrorKind.Conflict);

    public static readonly Error IdTaken = new("generations.id-taken", "This id belongs to another generation.", ErrorKind.Conflict);

    public static readonly Error KeyTaken = new("generations.key-taken", "The Idempotency-Key was used for another order.", ErrorKind.Unprocessable, "Idempotency-Key");

    public static readonly Error AssetIdTaken = new("assets.id-taken", "This id belongs to another file.", ErrorKind.Conflict);

    public const string Fallback = "The answer failed. Nothing was charged for what did not arrive.";

    /// <summary>A model that sees no pictures.</summary>
    public static Error CannotSee(string model) => new(
        "images.cannot-see", $"{model} sees no pictures.", ErrorKind.Unprocessable, "model", new Dictionary<string, object?> { ["model"] = model });

    public static Error OfFailure(FailureCategory category, string code) => new(code, Fallback, category switch
    {
        FailureCategory.InvalidInput => ErrorKind.Invalid,
        FailureCategory.Moderated => ErrorKind.Unprocessable,
        FailureCategory.ProviderUnavailable or FailureCategory.ProviderRejected or FailureCategory.Timeout or FailureCategory.Internal => ErrorKind.Unavailable,
    });
}
