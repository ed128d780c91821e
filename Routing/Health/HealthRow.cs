using Routing.Filters;
using Routing.Ranking;

namespace Routing.Health;

/// <summary>What filters and ranking read of a deployment's health.</summary>
internal readonly struct HealthRow
{
    private readonly short _latency;
    private readonly short _reliability;

    public HealthRow(HealthState state)
    {
        _latency = (short)LatencyPoints.Of(state.Wait);
        _reliability = (short)ReliabilityPoints.Of(state);
        Needless = (state.Circuit is CircuitState.Closed or CircuitState.HalfOpen && state.CoolingUntil is null ? CandidateFilters.OfHealth : 0)
            | (state is { FirstTokenMillis: null, LatencyMillis: null } ? CandidateFilters.OfLatency : 0);
    }

    /// <summary>Points for how soon it answers.</summary>
    public int Latency => _latency;

    /// <summary>Points for how rarely it fails.</summary>
    public int Reliability => _reliability;

    /// <summary>Filters that need not be asked, as bits in the order of <see cref="CandidateFilters.All"/>.</summary>
    public uint Needless { get; }
}
