using AIGenerator.Kernel.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Kernel.Results;

/// <summary>The one place where refusals become RFC 9457 problems.</summary>
public static class ProblemMapping
{
    /// <summary>The HTTP status of a kind of refusal.</summary>
    public static int Status(this ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.PaymentRequired => StatusCodes.Status402PaymentRequired,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.TooManyRequests => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>
    /// A problem with the error's stable code in <c>code</c>, its field in <c>field</c>, and a <c>detail</c> in the caller's language
    /// (the English message where the catalogue has none).
    /// </summary>
    public static ProblemHttpResult ToProblem(this Error error, HttpContext http)
    {
        var texts = http.RequestServices.GetRequiredService<ILocalizer>();
        return TypedResults.Problem(
            detail: texts.Describe(error),
            statusCode: error.Kind.Status(),
            title: error.Message,
            type: $"urn:aigenerator:error:{error.Code}",
            extensions: new Dictionary<string, object?> { ["code"] = error.Code, ["field"] = error.Field });
    }
}
