using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Diagnostics;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>What an error looks like: a problem for the API, a page for people (<c>/error/{code}</c>, drawn by the shell).</summary>
internal static class ErrorAnswers
{
    private static readonly Error Unexpected = new("web.unexpected", "Something went wrong on our side. Nothing more was charged than what you see in your wallet.", ErrorKind.Unavailable);

    private static readonly Error NoDatabase = new("web.no-database", "The database does not answer just now. You pay only for what your wallet statement shows.", ErrorKind.Unavailable);

    private static readonly Error NotFound = new("web.not-found", "There is nothing at this address.", ErrorKind.NotFound);

    private static readonly Error Malformed = new("web.malformed", "A parameter or the body is not of the form that the API describes.", ErrorKind.Invalid);

    private static readonly Error TooLarge = new("web.too-large", "The body is larger than this address takes.", ErrorKind.TooLarge);

    private static readonly Error UnknownType = new("web.unknown-type", "The body's content type is not one that this address reads.", ErrorKind.Invalid);

    /// <summary>Catches what endpoints throw, and dresses refusals that have no body.</summary>
    public static void UseErrorAnswers(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(handler => handler.Run(FailAsync));
            api.UseStatusCodePages(pages => pages.HttpContext.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => WriteAsync(pages.HttpContext, NotFound, StatusCodes.Status404NotFound),
                StatusCodes.Status400BadRequest => WriteAsync(pages.HttpContext, Malformed, StatusCodes.Status400BadRequest),
                StatusCodes.Status413PayloadTooLarge => WriteAsync(pages.HttpContext, TooLarge, StatusCodes.Status413PayloadTooLarge),
                StatusCodes.Status415UnsupportedMediaType => WriteAsync(pages.HttpContext, UnknownType, StatusCodes.Status415UnsupportedMediaType),
                var status => TypedResults.Problem(statusCode: status).ExecuteAsync(pages.HttpContext),
            });
        });
        app.UseWhen(http => !IsApi(http) && !IsHealth(http), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", AllowStatusCode404Response = true, CreateScopeForErrors = true });
            pages.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
            pages.Use(AskForPageAsync);
        });
    }

    /// <summary>Whether this is the second run of a request, to draw the error page.</summary>
    public static bool IsDrawingError(HttpContext http) =>
        http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null;

    // The second run of a refused form must draw a page, not handle the form again.
    private static async Task AskForPageAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsDrawingError(http))
        {
            await next(http);
            return;
        }

        var method = http.Request.Method;
        http.Request.Method = HttpMethods.Get;
        await next(http);
        http.Request.Method = method;
    }

    private static Task FailAsync(HttpContext http)
    {
        if (!DatabaseTrouble.Is(http.Features.Get<IExceptionHandlerFeature>()?.Error))
        {
            return WriteAsync(http, Unexpected, StatusCodes.Status500InternalServerError);
        }

        http.Response.Headers.RetryAfter = "5";
        return WriteAsync(http, NoDatabase, StatusCodes.Status503ServiceUnavailable);
    }

    private static Task WriteAsync(HttpContext http, Error error, int status)
    {
        var problem = error.ToProblem(http).ProblemDetails;
        problem.Status = status;
        return TypedResults.Problem(problem).ExecuteAsync(http);
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool IsHealth(HttpContext http) => http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
