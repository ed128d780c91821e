using Catalog.Api.Database;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace Catalog.Api.Rest;

/// <summary>Answers for requests that could not be read and for a database that is away.</summary>
internal sealed class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException bad => new ProblemDetails
            {
                Status = bad.StatusCode,
                Title = "The request cannot be read.",
                Detail = bad.InnerException is System.Text.Json.JsonException json ? json.Message : bad.Message,
            },
            NpgsqlException outage when outage.IsOutage() => Away(outage),
            _ => null,
        };
        if (problem is null)
        {
            return false;
        }

        await TypedResults.Problem(problem).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemDetails Away(NpgsqlException exception)
    {
        DatabaseLog.Away(logger, exception.Message);
        return new ProblemDetails
        {
            Status = StatusCodes.Status503ServiceUnavailable,
            Title = "PostgreSQL cannot be used right now.",
            Detail = "Nothing was changed. Try again shortly; /health says more.",
        };
    }
}
