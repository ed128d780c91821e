using System.Collections.Concurrent;
using Providers.Worker.Feeds;
using Routing.Catalog;

namespace Providers.Worker.Rounds;

/// <summary>Visits each enabled provider again and again, every one at its own pace, so that a slow or broken one holds up no other.</summary>
internal abstract class ProviderRounds(CurrentCatalog catalog, TimeProvider time) : BackgroundService
{
    private readonly ConcurrentDictionary<ProviderId, Round> _rounds = new();
    private readonly TaskCompletionSource _bug = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Visits a provider; what may go wrong there is an outcome of the visit, not an exception.</summary>
    /// <returns>The pause before the next visit.</returns>
    protected abstract Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken);

    /// <summary>Forgets a provider that is gone, disabled or about to be visited under a new address.</summary>
    protected abstract void Forget(ProviderId provider);

    /// <summary>Ends the pause before a provider's next visit; during a visit, makes another one follow at once.</summary>
    protected void Wake(ProviderId provider)
    {
        if (_rounds.TryGetValue(provider, out var round))
        {
            round.Alarm.Ring();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A bug in one round must end the service, where it is seen, instead of that round alone.
            await await Task.WhenAny(FollowAsync(stoppingToken), _bug.Task);
        }
        finally
        {
            await Task.WhenAll(_rounds.Keys.ToArray().Select(StopAsync));
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in catalog.FollowAsync(stoppingToken))
        {
            var wanted = snapshot.Providers.Where(provider => provider.Enabled).ToDictionary(provider => provider.Id);
            foreach (var (id, round) in _rounds.ToArray())
            {
                if (!wanted.TryGetValue(id, out var provider) || !SameEndpoint(provider, round.Provider))
                {
                    await StopAsync(id);
                    Forget(id);
                }
            }

            foreach (var provider in wanted.Values.Where(provider => !_rounds.ContainsKey(provider.Id)))
            {
                var ends = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var alarm = new Alarm(time);
                _rounds[provider.Id] = new(provider, alarm, ends, GoRoundAsync(provider, alarm, ends.Token));
            }
        }
    }

    private async Task GoRoundAsync(Provider provider, Alarm alarm, CancellationToken ends)
    {
        // Leaves the caller at once; the first visit may take long.
        await Task.Yield();
        try
        {
            while (true)
            {
                var pause = await VisitAsync(provider, ends);
                await alarm.WaitAsync(pause, ends);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // Asked to stop.
        }
        catch (Exception e) when (_bug.TrySetException(e))
        {
            throw;
        }
    }

    private async Task StopAsync(ProviderId id)
    {
        if (_rounds.TryRemove(id, out var round))
        {
            await round.Ends.CancelAsync();
            await round.Running;
            round.Ends.Dispose();
        }
    }

    private static bool SameEndpoint(Provider one, Provider other) =>
        one.Headers.SequenceEqual(other.Headers) && one with { Headers = other.Headers } == other;

    private sealed record Round(Provider Provider, Alarm Alarm, CancellationTokenSource Ends, Task Running);
}
