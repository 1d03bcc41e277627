namespace AIGenerator.Kernel.Results;

/// <summary>What sort of refusal an <see cref="Error"/> is; decides the HTTP status in <see cref="ProblemMapping"/>.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong: 400.</summary>
    Invalid,

    /// <summary>Nobody is signed in, or the session ended: 401.</summary>
    Unauthenticated,

    /// <summary>The wallet cannot cover the price: 402.</summary>
    PaymentRequired,

    /// <summary>Signed in, but not allowed: 403.</summary>
    Forbidden,

    /// <summary>It does not exist, or not for this workspace: 404.</summary>
    NotFound,

    /// <summary>The state changed meanwhile: 409.</summary>
    Conflict,

    /// <summary>Larger than what is taken: 413.</summary>
    TooLarge,

    /// <summary>Understood but refused by a rule: 422.</summary>
    Unprocessable,

    /// <summary>Too often: 429.</summary>
    TooManyRequests,

    /// <summary>Somebody we depend on did not answer usefully: 503.</summary>
    Unavailable,
}

/// <summary>An expected refusal, as a value.</summary>
/// <param name="Code">Stable and dotted, e.g. <c>wallet.insufficient-credits</c>. Its texts are <c>errors.{code}</c> in the catalogues.</param>
/// <param name="Message">English, for logs and API callers without a catalogue; never a vendor's text.</param>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Field">The request field at fault, where there is one.</param>
/// <param name="Arguments">Values for the placeholders of the localised text.</param>
public sealed record Error(
    string Code,
    string Message,
    ErrorKind Kind = ErrorKind.Invalid,
    string? Field = null,
    IReadOnlyDictionary<string, object?>? Arguments = null);
