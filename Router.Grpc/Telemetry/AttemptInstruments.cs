using System.Diagnostics;
using System.Diagnostics.Metrics;
using Router.Grpc.Accounting;
using Router.Grpc.Forwarding;
using Routing.Money;

namespace Router.Grpc.Telemetry;

/// <summary>One client span for each attempt, named as OpenTelemetry names calls of models, and what is measured of attempts.</summary>
internal sealed class AttemptInstruments(RouterMeter meter)
{
    // As OpenTelemetry's conventions for generative AI recommend them.
    private static readonly double[] Durations = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] Waits = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly long[] Tokens = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];

    private readonly Counter<long> _attempts = meter.Counter("routing.router.attempts", "{attempt}", "Calls to providers, by how they ended.");
    private readonly Counter<long> _cost = meter.Counter("routing.router.cost.nanos", "{nanodollar}", "What calls to providers cost, in billionths of a US dollar.");
    private readonly Counter<long> _unpriced = meter.Counter("routing.router.unpriced", "{attempt}", "Calls whose cost nobody knows.");
    private readonly Histogram<double> _firstToken = meter.Histogram("gen_ai.server.time_to_first_token", "s", "From sending a request to its first content.", Waits);
    private readonly Histogram<double> _duration = meter.Histogram("gen_ai.client.operation.duration", "s", "From sending a request to the end of its answer.", Durations);
    private readonly Histogram<long> _tokens = meter.Histogram("gen_ai.client.token.usage", "{token}", "Tokens of the prompt, cached ones included, and of the answer.", Tokens);

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

    public void Ended(Attempt attempt, in TokenUsage usage, AttemptCost? cost)
    {
        var failure = attempt.Failure is { } failed ? FailureNames.Of(failed.Kind) : null;
        EndSpan(attempt, failure);
        if (!_attempts.Enabled)
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

        AddUsage(usage, cost, tags);
        if (attempt.FirstContent is { } firstContent)
        {
            _firstToken.Record(firstContent.TotalSeconds, tags);
        }

        if (failure is not null)
        {
            tags.Add("error.type", failure);
        }

        _duration.Record(attempt.Duration.TotalSeconds, tags);
        tags.Add("routing.outcome", AttemptLedger.NameOf(attempt.Outcome));
        _attempts.Add(1, tags);
    }

    private void AddUsage(in TokenUsage usage, AttemptCost? cost, in TagList tags)
    {
        if (cost is { } known)
        {
            _cost.Add(known.Amount.Value, tags);
        }
        else
        {
            _unpriced.Add(1, tags);
        }

        if (usage.TotalTokens == 0)
        {
            return;
        }

        var byType = tags;
        byType.Add("gen_ai.token.type", "input");
        _tokens.Record(usage.InputTokens, byType);
        byType[^1] = new("gen_ai.token.type", "output");
        _tokens.Record(usage.OutputTokens, byType);
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
