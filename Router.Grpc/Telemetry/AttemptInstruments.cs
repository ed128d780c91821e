using System.Diagnostics;
using System.Diagnostics.Metrics;
using Router.Grpc.Accounting;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Telemetry;

/// <summary>One client span for each attempt, named as OpenTelemetry names calls of models, and what is measured of attempts.</summary>
internal sealed class AttemptInstruments(RouterMeter meter)
{
    private readonly Counter<long> _attempts = meter.Counter("routing.router.attempts", "{attempt}", "Calls to providers.");
    private readonly Histogram<double> _firstToken = meter.Histogram("gen_ai.server.time_to_first_token", "s", "From sending a request to its first content.");
    private readonly Histogram<double> _duration = meter.Histogram("gen_ai.client.operation.duration", "s", "From sending a request to the end of its answer.");

    public static void Opened(Attempt attempt)
    {
        if (!RouterActivities.Source.HasListeners())
        {
            return;
        }

        var deployment = attempt.Candidate.Deployment.Id;
        var span = RouterActivities.Source.StartActivity($"{attempt.Operation} {deployment.Model}", ActivityKind.Client);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("gen_ai.operation.name", attempt.Operation);
            span.SetTag("gen_ai.provider.name", deployment.Provider.Value);
            span.SetTag("gen_ai.request.model", deployment.Model);
            span.SetTag("server.address", attempt.Connection.BaseAddress.Host);
            span.SetTag("server.port", attempt.Connection.BaseAddress.Port);
            span.SetTag("routing.decision.id", attempt.Call.DecisionId);
            span.SetTag("routing.attempt", attempt.Number);
            if (attempt.IsHedge)
            {
                span.SetTag("routing.hedge", true);
            }
        }

        attempt.Span = span;
    }

    public void Ended(Attempt attempt)
    {
        var failure = attempt.Failure is { } failed ? FailureNames.Of(failed.Kind) : null;
        EndSpan(attempt, failure);
        if (!_attempts.Enabled && !_duration.Enabled && !_firstToken.Enabled)
        {
            return;
        }

        var deployment = attempt.Candidate.Deployment.Id;
        var tags = new TagList
        {
            { "gen_ai.operation.name", attempt.Operation },
            { "gen_ai.provider.name", deployment.Provider.Value },
            { "gen_ai.request.model", deployment.Model },
        };

        if (failure is not null)
        {
            tags.Add("error.type", failure);
        }

        _attempts.Add(1, tags);
        _duration.Record(attempt.Duration.TotalSeconds, tags);
        if (attempt.FirstContent is { } firstContent)
        {
            _firstToken.Record(firstContent.TotalSeconds, tags);
        }
    }

    private static void EndSpan(Attempt attempt, string? failure)
    {
        if (attempt.Span is not { } span)
        {
            return;
        }

        if (attempt.Usage is { } usage)
        {
            span.SetTag("gen_ai.usage.input_tokens", usage.InputTokens);
            span.SetTag("gen_ai.usage.output_tokens", usage.OutputTokens);
        }

        if (failure is not null)
        {
            span.SetTag("error.type", failure);
            span.SetStatus(ActivityStatusCode.Error, attempt.Failure!.Message);
        }

        span.Dispose();
    }
}
