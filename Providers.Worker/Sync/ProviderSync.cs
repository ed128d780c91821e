using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Providers.Failures;
using Providers.Worker.OnDemand;
using Providers.Worker.Rounds;
using Providers.Worker.Telemetry;
using Providers.Worker.Upstreams;
using Routing.Catalog;

namespace Providers.Worker.Sync;

/// <summary>Brings one provider's list of models to the catalog.</summary>
internal sealed class ProviderSync(
    ProviderAccess providers,
    ModelLists lists,
    Handover handover,
    SyncDemands demands,
    SyncNews news,
    SyncReport report,
    WorkerInstruments instruments,
    Spread spread,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<ProviderSync> logger)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(15);

    // The catalog's own rules change too, and only a list handed over anew meets the new ones.
    private static readonly TimeSpan WholeAtLeastEvery = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<ProviderId, ListMark> _marks = new();

    /// <returns>The pause before the next sync.</returns>
    public async Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken)
    {
        var asked = demands.Latest(provider.Id);
        var started = time.GetUtcNow();
        if (asked > 0)
        {
            SyncLog.Asked(logger, provider.Id);
            await news.TellBegunAsync(provider.Id, asked, started, cancellationToken);
        }

        SyncOutcome outcome;
        using (var span = instruments.StartSync(provider.Id))
        {
            outcome = await SyncAsync(provider, whole: asked > 0, cancellationToken);
            instruments.Synced(span, provider.Id, outcome, time.GetUtcNow() - started);
        }

        var before = report.Put(provider.Id, outcome);
        if (asked == 0 && outcome.Result == SyncResult.Skipped && before?.Detail == outcome.Detail)
        {
            return spread.Around(PauseAfter(provider.Id, outcome, catalogAway: false));
        }

        if (before?.Detail != outcome.Detail || asked > 0)
        {
            // What stays as it was is said once.
            SyncLog.Ended(logger, provider.Id, outcome);
        }

        var told = await news.TellEndedAsync(provider.Id, asked, started, outcome, cancellationToken);
        if (told)
        {
            demands.Answered(provider.Id, asked);
        }

        return spread.Around(PauseAfter(provider.Id, outcome, catalogAway: asked > 0 && !told));
    }

    public void Forget(ProviderId provider)
    {
        _marks.TryRemove(provider, out _);
        report.Forget(provider);
        instruments.Forget(provider);
    }

    private TimeSpan PauseAfter(ProviderId provider, SyncOutcome outcome, bool catalogAway)
    {
        var retry = options.Value.RetryInterval;
        if (catalogAway || outcome.Result is SyncResult.CatalogAway or SyncResult.Skipped)
        {
            // To look whether a key has come costs nothing.
            return ShortPause < retry ? ShortPause : retry;
        }

        return outcome.Result is SyncResult.Synced or SyncResult.Unchanged ? options.Value.IntervalOf(provider)
            : outcome.RetryAfter > retry ? outcome.RetryAfter.Value
            : retry;
    }

    private Task<SyncOutcome> SyncAsync(Provider provider, bool whole, CancellationToken cancellationToken) => providers.For(provider) switch
    {
        Access.Open access => SyncAsync(provider.Id, access, whole, cancellationToken),
        Access.Closed closed => Task.FromResult(Ended(SyncResult.Skipped, closed.Reason)),
        var other => throw new InvalidOperationException($"Unknown access {other}."),
    };

    private async Task<SyncOutcome> SyncAsync(ProviderId provider, Access.Open access, bool whole, CancellationToken cancellationToken)
    {
        var mark = whole ? null : _marks.GetValueOrDefault(provider);
        mark = mark is null || time.GetUtcNow() - mark.At > WholeAtLeastEvery ? null : mark;
        var fetched = await FetchAsync(provider, access, mark, cancellationToken);
        if (fetched is FetchedList.Unchanged)
        {
            if (await handover.ConfirmAsync(provider, mark!, cancellationToken) is { } confirmed)
            {
                return confirmed;
            }

            fetched = await FetchAsync(provider, access, mark: null, cancellationToken);
        }

        return fetched switch
        {
            FetchedList.Fresh list => await HandOverAsync(provider, list, cancellationToken),
            FetchedList.Failed failed => await FailAsync(provider, failed, cancellationToken),
            var other => throw new InvalidOperationException($"Unknown list {other}."),
        };
    }

    private Task<FetchedList> FetchAsync(ProviderId provider, Access.Open access, ListMark? mark, CancellationToken cancellationToken)
    {
        var progress = new SyncProgress(provider, time, logger);
        return lists.FetchAsync(access, mark, options.Value.Deadline, progress.Report, cancellationToken);
    }

    private async Task<SyncOutcome> HandOverAsync(ProviderId provider, FetchedList.Fresh list, CancellationToken cancellationToken)
    {
        var outcome = await handover.GiveAsync(provider, list, cancellationToken);
        if (outcome.Result == SyncResult.Synced)
        {
            _marks[provider] = list.Mark;
            return outcome;
        }

        // What the catalog did not take must be offered again, the same or not.
        _marks.TryRemove(provider, out _);
        return outcome.Result == SyncResult.Refused && list.Models.IsEmpty
            ? outcome with { Result = SyncResult.Failed, Detail = "The provider lists no models. The answer is kept.", Failure = FailureKind.Malformed }
            : outcome;
    }

    private async Task<SyncOutcome> FailAsync(ProviderId provider, FetchedList.Failed failed, CancellationToken cancellationToken)
    {
        var detail = failed.Failure.Message;
        if (!failed.Raw.IsEmpty)
        {
            detail = $"{detail} {await handover.GiveAsync(provider, failed, cancellationToken)}";
        }

        return Ended(SyncResult.Failed, detail) with { Failure = failed.Failure.Kind, RetryAfter = failed.Failure.RetryAfter };
    }

    private SyncOutcome Ended(SyncResult result, string detail) => new(result, time.GetUtcNow(), detail);
}
