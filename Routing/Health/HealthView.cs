using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Routing.Catalog;

namespace Routing.Health;

/// <summary>The health of every deployment as one decision sees it. Immutable; deployments it does not list are taken to be well.</summary>
public sealed class HealthView
{
    /// <summary>Knows nothing: everything is eligible.</summary>
    public static readonly HealthView Unknown = new(new Dictionary<DeploymentId, HealthState>());

    private readonly FrozenDictionary<DeploymentId, HealthState> _states;
    private volatile ListedHealth? _listed;

    /// <summary>Takes the view; the same states give the same <see cref="Id"/> in whatever order they come.</summary>
    public HealthView(IReadOnlyDictionary<DeploymentId, HealthState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        _states = states.ToFrozenDictionary();
        Content = HealthContent.Write(states);
        IdBytes = SHA256.HashData(Encoding.UTF8.GetBytes(Content));
        Id = Convert.ToHexStringLower(IdBytes);
    }

    /// <summary>SHA-256 of <see cref="Content"/> in UTF-8, in hexadecimal.</summary>
    public string Id { get; }

    /// <summary>The same, as it enters the hash of a decision.</summary>
    internal byte[] IdBytes { get; }

    /// <summary>The states as JSON, by provider and model: what a replay of a decision needs to be kept.</summary>
    public string Content { get; }

    /// <summary>What is known of the deployments listed.</summary>
    public IReadOnlyDictionary<DeploymentId, HealthState> States => _states;

    /// <summary>Reads <see cref="Content"/>. Whether the view is the one that was meant, its <see cref="Id"/> says.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static HealthView Read(string content) => new(HealthContent.Read(content));

    /// <summary>What is known of one deployment; <see cref="HealthState.Unknown"/> when nothing is.</summary>
    public HealthState For(DeploymentId deployment) => _states.GetValueOrDefault(deployment, HealthState.Unknown);

    /// <summary>The same by the listings of one catalog, so that nobody looks names up while ranking. Views live on beside few catalogs.</summary>
    internal ListedHealth Of(CatalogIndex index)
    {
        var listed = _listed;
        return listed?.Index == index ? listed : _listed = new(index, _states);
    }
}
