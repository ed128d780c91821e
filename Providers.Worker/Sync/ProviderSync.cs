using Aspire.Catalog.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Providers.Worker.Rounds;
using Providers.Worker.Telemetry;
using Providers.Worker.Upstreams;
using Routing.Catalog;
using Provider = Routing.Catalog.Provider;

namespace Providers.Worker.Sync;

/// <summary>Brings one provider's list of models to the catalog.</summary>
internal sealed partial class ProviderSync(
    ProviderAccess providers,
    ModelLists lists,
    CatalogService.CatalogServiceClient catalog,
    SyncReport report,
    WorkerInstruments instruments,
    Spread spread,
    IOptions<SyncOptions> options,
    TimeProvider time,
    ILogger<ProviderSync> logger) : IDisposable
{
    // Lists run to megabytes, and at the start every provider is due at once.
    private const int AtOnce = 4;
    private static readonly TimeSpan CatalogPause = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim _turns = new(AtOnce);

    public void Dispose() => _turns.Dispose();

    /// <returns>The pause before the next sync.</returns>
    public async Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        SyncOutcome outcome;
        using (var span = instruments.StartSync(provider.Id))
        {
            try
            {
                outcome = await SyncAsync(provider, cancellationToken);
            }
            finally
            {
                _turns.Release();
            }

            instruments.Synced(span, provider.Id, outcome.Result);
        }

        var before = report.Put(provider.Id, outcome);
        Tell(provider.Id, outcome, isNews: before?.Detail != outcome.Detail);
        return outcome.Result switch
        {
            SyncResult.Synced => spread.Around(options.Value.Interval),
            SyncResult.CatalogAway => spread.Around(CatalogPause < options.Value.RetryInterval ? CatalogPause : options.Value.RetryInterval),
            _ => spread.Around(options.Value.RetryInterval),
        };
    }

    private Task<SyncOutcome> SyncAsync(Provider provider, CancellationToken cancellationToken) => providers.For(provider) switch
    {
        Access.Open access => SyncAsync(provider.Id, access, cancellationToken),
        Access.Closed closed => Task.FromResult(Ended(SyncResult.Skipped, closed.Reason)),
        var other => throw new InvalidOperationException($"Unknown access {other}."),
    };

    private async Task<SyncOutcome> SyncAsync(ProviderId provider, Access.Open access, CancellationToken cancellationToken)
    {
        var answer = await lists.FetchAsync(access, options.Value.Deadline, cancellationToken);
        if (answer.Failure is { } failure)
        {
            return Ended(SyncResult.Failed, failure.Message);
        }

        if (answer.Value!.Models.IsEmpty)
        {
            return Ended(SyncResult.Failed, "The provider lists no models.");
        }

        return await HandOverAsync(SyncRequests.From(provider, answer.Value, time.GetUtcNow()), cancellationToken);
    }

    private async Task<SyncOutcome> HandOverAsync(SyncProviderRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var deadline = (time.GetUtcNow() + options.Value.Deadline).UtcDateTime;
            var answer = await catalog.SyncProviderAsync(request, deadline: deadline, cancellationToken: cancellationToken);
            return Ended(
                SyncResult.Synced,
                $"{request.Models.Count} models: {answer.Added} new, {answer.Updated} changed, {answer.Unchanged} unchanged; {answer.Missing} no longer listed.");
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return Ended(SyncResult.CatalogAway, "The catalog is away; the list is fetched again when it is back.");
        }
        catch (RpcException e)
        {
            return Ended(SyncResult.Refused, $"The catalog did not take the list ({e.StatusCode}): {e.Status.Detail}");
        }
    }

    private SyncOutcome Ended(SyncResult result, string detail) => new(result, time.GetUtcNow(), detail);

    private void Tell(ProviderId provider, SyncOutcome outcome, bool isNews)
    {
        // What stays as it was is said once.
        if (!isNews)
        {
            return;
        }

        switch (outcome.Result)
        {
            case SyncResult.Synced:
                LogSynced(provider, outcome.Detail);
                break;
            case SyncResult.Skipped:
                LogSkipped(provider, outcome.Detail);
                break;
            default:
                LogFailed(provider, outcome.Detail);
                break;
        }
    }

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Synced {Provider}: {Detail}")]
    private partial void LogSynced(ProviderId provider, string detail);

    [LoggerMessage(EventId = 202, Level = LogLevel.Information, Message = "Not syncing {Provider}. {Detail}")]
    private partial void LogSkipped(ProviderId provider, string detail);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "Could not sync {Provider}; its models stay as they are. {Detail}")]
    private partial void LogFailed(ProviderId provider, string detail);
}
