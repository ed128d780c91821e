using System.Collections.Frozen;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Health;

/// <summary>The health of every deployment as one decision sees it. Immutable; deployments it does not list are taken to be well.</summary>
public sealed class HealthView
{
    /// <summary>Knows nothing: everything is eligible.</summary>
    public static readonly HealthView Unknown = new(new Dictionary<DeploymentId, HealthState>());

    private readonly FrozenDictionary<DeploymentId, HealthState> _states;

    /// <summary>Takes the view; the same states give the same <see cref="Id"/> in whatever order they come.</summary>
    public HealthView(IReadOnlyDictionary<DeploymentId, HealthState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        _states = states.ToFrozenDictionary();
        Id = Identify(_states);
    }

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public string Id { get; }

    /// <summary>What is known of the deployments listed.</summary>
    public IReadOnlyDictionary<DeploymentId, HealthState> States => _states;

    /// <summary>What is known of one deployment; <see cref="HealthState.Unknown"/> when nothing is.</summary>
    public HealthState For(DeploymentId deployment) => _states.GetValueOrDefault(deployment, HealthState.Unknown);

    private static string Identify(FrozenDictionary<DeploymentId, HealthState> states)
    {
        var ordered = states.ToArray();
        Array.Sort(ordered, static (left, right) => DeploymentOrder.ByName.Compare(left.Key, right.Key));

        var writer = new CanonicalWriter(stackalloc byte[512]);
        try
        {
            foreach (var (deployment, state) in ordered)
            {
                writer.Write(deployment.Provider.Value);
                writer.Write(deployment.Model);
                writer.Write(state.Score);
                writer.Write(state.Samples);
                writer.Write((int)state.Circuit);
                writer.Write(state.CoolingUntil?.UtcTicks);
                writer.Write(state.Cause);
            }

            return writer.Sha256();
        }
        finally
        {
            writer.Dispose();
        }
    }
}
