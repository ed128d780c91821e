using Aspire.Catalog.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Providers.Worker.Upstreams;
using Routing.Catalog;

namespace Providers.Worker.Sync;

/// <summary>Gives the catalog what a provider answered.</summary>
internal sealed class Handover(
    CatalogService.CatalogServiceClient catalog, SyncService.SyncServiceClient syncs, IOptions<SyncOptions> options, TimeProvider time) : IDisposable
{
    // Lists run to megabytes and the catalog takes them one after another anyway.
    private const int AtOnce = 4;
    private readonly SemaphoreSlim _turns = new(AtOnce);

    public void Dispose() => _turns.Dispose();

    /// <summary>Hands a list over.</summary>
    /// <exception cref="OperationCanceledException">The worker stops.</exception>
    public async Task<SyncOutcome> GiveAsync(ProviderId provider, FetchedList.Fresh list, CancellationToken cancellationToken)
    {
        var counted = $"{list.Models.Length} models";
        var outcome = await CallAsync(
            async deadline =>
            {
                var request = SyncWire.ToWire(provider, list, time.GetUtcNow());
                var taken = await catalog.SyncProviderAsync(request, deadline: deadline, cancellationToken: cancellationToken);
                return Ended(
                    SyncResult.Synced,
                    $"{counted}: {taken.Added} new, {taken.Updated} changed, {taken.Unchanged} unchanged; {taken.Missing} no longer listed.");
            },
            cancellationToken);
        return outcome! with { Models = list.Models.Length };
    }

    /// <summary>Hands over what came instead of a list, so that it can be looked at.</summary>
    /// <returns>What became of it, to be added to the failure.</returns>
    public async Task<string> GiveAsync(ProviderId provider, FetchedList.Failed failed, CancellationToken cancellationToken)
    {
        var outcome = await CallAsync(
            async deadline =>
            {
                var request = SyncWire.ToWire(provider, failed, time.GetUtcNow());
                await catalog.SyncProviderAsync(request, deadline: deadline, cancellationToken: cancellationToken);
                return Ended(SyncResult.Synced, "");
            },
            cancellationToken);
        return outcome!.Result == SyncResult.CatalogAway
            ? "The catalog is away, so the answer is not kept."
            : $"The answer is kept: GET /api/v1/providers/{provider}/answers.";
    }

    /// <summary>Tells that the list is the same as the one that was handed over last.</summary>
    /// <returns>Null when the catalog last took over something else and wants the whole list.</returns>
    public Task<SyncOutcome?> ConfirmAsync(ProviderId provider, ListMark mark, CancellationToken cancellationToken) =>
        CallAsync(
            async deadline =>
            {
                try
                {
                    await syncs.ConfirmUnchangedAsync(
                        new()
                        {
                            Provider = provider.Value,
                            RawSha256 = ByteString.CopyFrom(mark.RawHash),
                            FetchedAt = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
                        },
                        deadline: deadline,
                        cancellationToken: cancellationToken);
                    return Ended(SyncResult.Unchanged, $"The same {mark.Models} models as before.") with { Models = mark.Models };
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition)
                {
                    return null;
                }
            },
            cancellationToken);

    private async Task<SyncOutcome?> CallAsync(Func<DateTime, Task<SyncOutcome?>> call, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await call((time.GetUtcNow() + options.Value.Deadline).UtcDateTime);
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
        finally
        {
            _turns.Release();
        }
    }

    private SyncOutcome Ended(SyncResult result, string detail) => new(result, time.GetUtcNow(), detail);
}
