using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Filters;

namespace Routing.Decisions;

/// <summary>Collects candidates in the order in which they are considered, each deployment once, and what was left out.</summary>
internal sealed class CandidateList(DecisionInput input)
{
    private readonly ImmutableArray<Candidate>.Builder _candidates = ImmutableArray.CreateBuilder<Candidate>();
    private readonly ImmutableArray<Exclusion>.Builder _exclusions = ImmutableArray.CreateBuilder<Exclusion>();

    public bool IsEmpty => _candidates.Count == 0;

    public Candidate First => _candidates[0];

    public ImmutableArray<Candidate> Candidates => _candidates.ToImmutable();

    public ImmutableArray<Exclusion> Exclusions => _exclusions.ToImmutable();

    /// <summary>How many of the exclusions were made before the first candidate was found.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Examines a deployment by name; a name the catalog does not know is an exclusion too.</summary>
    public bool Consider(DeploymentId id, CandidateRole role)
    {
        if (input.Index.Deployment(id) is { } deployment)
        {
            return Consider(deployment, role, named: false);
        }

        if (!IsKnown(id))
        {
            _exclusions.Add(new(id, ExclusionReason.NotInCatalog, "the catalog does not list it"));
        }

        return false;
    }

    /// <summary>Examines a deployment; whoever comes first is the primary, whatever its role would have been.</summary>
    /// <returns>Whether it may serve.</returns>
    public bool Consider(Deployment deployment, CandidateRole role, bool named)
    {
        if (IsKnown(deployment.Id))
        {
            return false;
        }

        if (input.Index.Provider(deployment.Id.Provider) is not { } provider)
        {
            _exclusions.Add(new(deployment.Id, ExclusionReason.NotInCatalog, $"the catalog has no provider {deployment.Id.Provider}"));
            return false;
        }

        if (CandidateFilters.Examine(new Contender(input, deployment, provider, named)) is { } exclusion)
        {
            _exclusions.Add(exclusion);
            return false;
        }

        PassedOver = IsEmpty ? _exclusions.Count : PassedOver;
        _candidates.Add(new(deployment, provider, IsEmpty ? CandidateRole.Primary : role));
        return true;
    }

    private bool IsKnown(DeploymentId id)
    {
        foreach (var candidate in _candidates)
        {
            if (candidate.Deployment.Id == id)
            {
                return true;
            }
        }

        foreach (var exclusion in _exclusions)
        {
            if (exclusion.Deployment == id)
            {
                return true;
            }
        }

        return false;
    }
}
