using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Routing.Catalog;
using Routing.Experiments;

namespace Routing.Decisions;

/// <summary>The immutable result of routing one request. Whoever sends the request gives it an id.</summary>
public sealed record Decision
{
    private ImmutableArray<string> _reasons;
    private string? _hash;

    /// <summary>What was asked for, as written; <c>auto</c> when nothing was named.</summary>
    public required string Selector { get; init; }

    /// <summary>Which rule named what serves.</summary>
    public required ResolvedBy ResolvedBy { get; init; }

    /// <summary>The tier that serves; null when a model was named.</summary>
    public string? Tier { get; init; }

    /// <summary>The policy by which candidates were ranked; null where lists gave the order.</summary>
    public PolicyWeights? Policy { get; init; }

    /// <summary>In the order in which they are attempted; never empty.</summary>
    public required ImmutableArray<Candidate> Candidates { get; init; }

    /// <summary>What was considered and left out.</summary>
    public ImmutableArray<Exclusion> Exclusions { get; init; } = [];

    /// <summary>What picked the tier; null unless complexity did.</summary>
    public Complexity? Complexity { get; init; }

    /// <summary>Why this tier and this order, for a person to read.</summary>
    public ImmutableArray<string> Reasons
    {
        get => _reasons.IsDefault ? Tell() : _reasons;
        init => _reasons = value;
    }

    /// <summary>How many deployments were ranked or stood in a list; <see cref="Candidates"/> has the first of them.</summary>
    public int Eligible { get; init; }

    /// <summary>Revision of the catalog that was read.</summary>
    public long CatalogRevision { get; init; }

    /// <summary>SHA-256 over everything that decided, in hexadecimal. Taken when it is first asked for, since no answer waits for it.</summary>
    public string Hash
    {
        get => _hash ??= DecisionHash.Of(Asked!);
        init => _hash = value;
    }

    /// <summary>Parameters to fill in where the request is silent; null when the caller chose the model.</summary>
    public TierParameters? AppliedParameters { get; init; }

    /// <summary>The view that narrowed the choice; null when none is active or a model was named.</summary>
    public string? ActiveView { get; init; }

    /// <summary>The part of the request in an experiment; null when it takes part in none.</summary>
    public Participation? Experiment { get; init; }

    /// <summary>
    /// Whether nothing in the tier that suits the request can serve, and another does. Known where it was decided; a stored decision says
    /// it in its reasons.
    /// </summary>
    [JsonIgnore]
    public bool IsErrorFallback => Array.Exists(Told, static reason => reason.Text == AutoTier.ServedByAnother);

    /// <summary>What serves unless it fails.</summary>
    public Candidate Primary => Candidates[0];

    /// <summary>The reasons before anybody reads them.</summary>
    internal Reason[] Told { get; init; } = [];

    /// <summary>Everything that decided, from which <see cref="Hash"/> is taken.</summary>
    internal DecisionInput? Asked { get; init; }

    /// <summary>How many exclusions stood before the primary candidate in its list.</summary>
    internal int PassedOver { get; init; }

    private ImmutableArray<string> Tell()
    {
        var reasons = ImmutableArray.CreateBuilder<string>(Told.Length + PassedOver);
        foreach (var reason in Told)
        {
            reasons.Add(reason.ToString());
        }

        foreach (var exclusion in Exclusions.AsSpan(0, PassedOver))
        {
            reasons.Add($"{exclusion.Deployment} passed over: {exclusion.Detail}");
        }

        ImmutableInterlocked.InterlockedInitialize(ref _reasons, reasons.MoveToImmutable());
        return _reasons;
    }
}
