using System.Collections.Concurrent;
using Routing.Catalog;

namespace Providers.Worker.Rounds;

/// <summary>The latest outcome for each provider.</summary>
internal abstract class ProviderReport<TOutcome>
    where TOutcome : class
{
    private readonly ConcurrentDictionary<ProviderId, TOutcome> _outcomes = new();

    public IReadOnlyDictionary<ProviderId, TOutcome> Outcomes => _outcomes;

    /// <returns>The outcome before; null at the first.</returns>
    public TOutcome? Put(ProviderId provider, TOutcome outcome)
    {
        var before = _outcomes.GetValueOrDefault(provider);
        _outcomes[provider] = outcome;
        return before;
    }

    public void Forget(ProviderId provider) => _outcomes.TryRemove(provider, out _);
}
