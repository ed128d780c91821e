using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>What a selector stands for.</summary>
internal abstract record Selection
{
    private Selection()
    {
    }

    /// <summary>Which rule named it.</summary>
    public ResolvedBy By { get; init; }

    /// <summary>What a person should know of the way from the selector to here; null when it is plain.</summary>
    public string? Reason { get; init; }

    /// <summary>The preset on the way from the selector to here; null when there was none.</summary>
    public Preset? Preset { get; init; }

    /// <summary>One model, wherever it is served; the place that was named comes first.</summary>
    public sealed record OneModel(ImmutableArray<Deployment> Deployments) : Selection;

    /// <summary>A line of models with its order of preference.</summary>
    public sealed record OneFamily(ModelFamily Family) : Selection;

    /// <summary>A tier.</summary>
    public sealed record OneTier(Tier Tier) : Selection;

    /// <summary>Whatever suits the complexity of the request.</summary>
    public sealed record Auto : Selection;

    /// <summary>Nothing that could serve.</summary>
    public sealed record Nothing(RoutingError Error) : Selection;
}
