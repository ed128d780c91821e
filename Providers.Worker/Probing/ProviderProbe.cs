using Microsoft.Extensions.Options;
using Providers.Failures;
using Providers.Worker.Rounds;
using Providers.Worker.Telemetry;
using Providers.Worker.Upstreams;
using Routing.Catalog;

namespace Providers.Worker.Probing;

/// <summary>Finds out whether a provider answers, and tells the routers through the shared health.</summary>
internal sealed partial class ProviderProbe(
    ProviderAccess providers,
    ModelLists lists,
    ProbeHealth health,
    ProbeReport report,
    WorkerInstruments instruments,
    Spread spread,
    IOptions<ProbeOptions> options,
    TimeProvider time,
    ILogger<ProviderProbe> logger)
{
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
        var trial = await health.TryTrialAsync(provider, cancellationToken);
        using (var span = instruments.StartProbe(provider))
        {
            answer = await lists.ReachAsync(access, options.Value.Deadline, cancellationToken);
            outcome = Judge(answer);
            instruments.Probed(span, provider, outcome.Result, answer.Latency);
        }

        var pause = spread.Around(Longer(
            outcome.Result == ProbeResult.Answers ? options.Value.Interval : options.Value.FailingInterval, answer.Failure?.RetryAfter));
        Tell(provider, outcome, report.Put(provider, outcome));
        await health.RecordAsync(provider, outcome, pause, trial, cancellationToken);
        return pause;
    }

    private ProbeOutcome Judge(Answer<string> answer)
    {
        // A refusal is an answer too: a bad key, a missing list or too many calls of ours do not make a provider ill.
        var answers = answer.Failure is null or { Status: not null, Kind: FailureKind.RateLimited } or { Blame: not FailureBlame.Upstream };
        return new(
            answers ? ProbeResult.Answers : ProbeResult.Fails, time.GetUtcNow(), answer.Failure?.Message, answers ? answer.Latency : null);
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
}
