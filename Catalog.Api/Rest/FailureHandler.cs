using System.Text.Json;
using Catalog.Api.Database;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Catalog.Api.Rest;

/// <summary>Answers for requests that could not be read and for a database that is away.</summary>
internal sealed class FailureHandler(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json, ILogger<FailureHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            BadHttpRequestException { InnerException: JsonException unread } => await UnreadAsync(httpContext, unread, cancellationToken),
            BadHttpRequestException bad => new ProblemDetails { Status = bad.StatusCode, Title = "The request cannot be read.", Detail = bad.Message },
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => new ProblemDetails
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "The request cannot be read.",
                Detail = "It contains the character U+0000, which no name or text may have. Nothing was changed.",
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

    /// <summary>Reads the body a second time, now for all of its faults.</summary>
    private async Task<ProblemDetails> UnreadAsync(HttpContext httpContext, JsonException unread, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var wanted = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        if (wanted is not null && httpContext.Request.Body.CanSeek)
        {
            try
            {
                httpContext.Request.Body.Position = 0;
                using var body = await JsonDocument.ParseAsync(httpContext.Request.Body, cancellationToken: cancellationToken);
                BodyFaults.Check(body.RootElement, wanted, "", json.Value.SerializerOptions, faults);
            }
            catch (JsonException)
            {
                // It is no JSON at all: where it ceases to be, the first exception says.
            }
        }

        if (faults.None)
        {
            faults.Add(
                unread.Path is { Length: > 0 } path ? path : "$",
                $"cannot be read as JSON at line {unread.LineNumber + 1}, byte {unread.BytePositionInLine + 1}; at most 64 levels may be nested");
        }

        return Problems.Invalid(faults).ProblemDetails;
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
