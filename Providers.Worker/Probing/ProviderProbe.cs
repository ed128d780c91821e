using Microsoft.Extensions.Options;
using Providers.Failures;
using Providers.Worker.Rounds;
using Providers.Worker.Telemetry;
using Providers.Worker.Upstreams;
using Routing.Catalog;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Providers.Worker.Probing;

/// <summary>Finds out whether a provider answers, and tells the routers through the shared health.</summary>
internal sealed partial class ProviderProbe(
    ProviderAccess providers,
    ModelLists lists,
    HealthStore health,
    ProbeReport report,
    WorkerInstruments instruments,
    Spread spread,
    IOptions<ProbeOptions> options,
    TimeProvider time,
    ILogger<ProviderProbe> logger)
{
    private int _storeIsAway;

    /// <returns>The pause before the next probe.</returns>
    public async Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken)
    {
        switch (providers.For(provider))
        {
            case Access.Open access:
                return await ProbeAsync(provider.Id, access, cancellationToken);
            case Access.Closed closed:
                report.Put(provider.Id, new(ProbeResult.Skipped, time.GetUtcNow(), closed.Reason, Latency: null));
                break;
        }

        return spread.Around(options.Value.Interval);
    }

    private async Task<TimeSpan> ProbeAsync(ProviderId provider, Access.Open access, CancellationToken cancellationToken)
    {
        Answer<string> answer;
        ProbeOutcome outcome;
        using (var span = instruments.StartProbe(provider))
        {
            answer = await lists.ReachAsync(access, options.Value.Deadline, cancellationToken);
            outcome = Judge(answer);
            instruments.Probed(span, provider, outcome.Result, answer.Latency);
        }

        var pause = spread.Around(Longer(
            outcome.Result == ProbeResult.Answers ? options.Value.Interval : options.Value.FailingInterval, answer.Failure?.RetryAfter));
        Tell(provider, outcome, report.Put(provider, outcome));
        await RecordAsync(provider, outcome, pause, cancellationToken);
        return pause;
    }

    private ProbeOutcome Judge(Answer<string> answer)
    {
        // A refusal is an answer too: a bad key, a missing list or too many calls of ours do not make a provider ill.
        var answers = answer.Failure is null or { Status: not null, Kind: FailureKind.RateLimited } or { Blame: not FailureBlame.Upstream };
        return new(
            answers ? ProbeResult.Answers : ProbeResult.Fails, time.GetUtcNow(), answer.Failure?.Message, answers ? answer.Latency : null);
    }

    private async Task RecordAsync(ProviderId provider, ProbeOutcome outcome, TimeSpan pause, CancellationToken cancellationToken)
    {
        var answers = outcome.Result == ProbeResult.Answers;
        try
        {
            await health.RecordAsync(
                new()
                {
                    Subject = HealthSubject.Of(provider),
                    Successes = answers ? 1 : 0,
                    Failures = answers ? 0 : 1,
                    Latency = outcome.Latency ?? TimeSpan.Zero,
                    Cause = answers ? null : outcome.Detail,
                    NextProbe = pause,
                },
                cancellationToken);
            if (Interlocked.Exchange(ref _storeIsAway, 0) == 1)
            {
                LogStoreIsBack();
            }
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            if (Interlocked.Exchange(ref _storeIsAway, 1) == 0)
            {
                LogStoreIsAway(e is UnusableRedisException ? e.Message : "Redis does not answer.");
            }
        }
    }

    private void Tell(ProviderId provider, ProbeOutcome outcome, ProbeOutcome? before)
    {
        if (outcome.Result == before?.Result && outcome.Detail == before.Detail)
        {
            return;
        }

        if (outcome.Detail is { } detail)
        {
            LogTrouble(provider, detail);
        }
        else if (before is not null)
        {
            LogWell(provider);
        }
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan? asked) => asked > pause ? asked.Value : pause;

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Probing {Provider}: {Detail}")]
    private partial void LogTrouble(ProviderId provider, string detail);

    [LoggerMessage(EventId = 302, Level = LogLevel.Information, Message = "{Provider} answers again.")]
    private partial void LogWell(ProviderId provider);

    [LoggerMessage(EventId = 303, Level = LogLevel.Warning, Message = "Probes go on, but routers do not hear of them: {Reason}")]
    private partial void LogStoreIsAway(string reason);

    [LoggerMessage(EventId = 304, Level = LogLevel.Information, Message = "Routers hear of probes again.")]
    private partial void LogStoreIsBack();
}
