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
    public Reason? Reason { get; init; }

    /// <summary>The preset on the way from the selector to here; null when there was none.</summary>
    public Preset? Preset { get; init; }

    /// <summary>One model, wherever it is served; the place that was named comes first.</summary>
    /// <param name="Named">What was named; the same model elsewhere follows.</param>
    /// <param name="AnyPlace">Whether the model was named without a place, so that its places may be ranked.</param>
    public sealed record OneModel(ImmutableArray<Deployment> Named, bool AnyPlace) : Selection;

    /// <summary>A line of models with its order of preference.</summary>
    public sealed record OneFamily(ModelFamily Family) : Selection;

    /// <summary>A tier.</summary>
    public sealed record OneTier(Tier Tier) : Selection;

    /// <summary>Whatever suits the complexity of the request.</summary>
    /// <param name="Policy">Named in the selector; null leaves it to the hints.</param>
    public sealed record Auto(string? Policy = null) : Selection
    {
        /// <summary>Plain <c>auto</c>.</summary>
        public static readonly Auto Plain = new() { By = ResolvedBy.Auto };
    }

    /// <summary>Nothing that could serve.</summary>
    public sealed record Nothing(RoutingError Error) : Selection;
}
