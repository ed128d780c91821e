using Simulation.Counting;
using Simulation.Scripting;

namespace Simulation;

/// <summary>Everything a simulator remembers between requests.</summary>
internal sealed class SimulatorState(SimulatorOptions options)
{
    public SimulatorOptions Options { get; } = options;

    public ScriptBook Scripts { get; } = new();

    public CounterBook Counters { get; } = new();

    public RequestLog Requests { get; } = new(options.RecordedRequests);

    public void Reset()
    {
        Scripts.Clear();
        Counters.Clear();
        Requests.Clear();
    }
}
