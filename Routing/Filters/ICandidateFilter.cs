using Routing.Decisions;

namespace Routing.Filters;

/// <summary>One reason why a deployment may not serve.</summary>
internal interface ICandidateFilter
{
    ExclusionReason Reason { get; }

    /// <summary>What speaks against the contender, with the way out; null when nothing does.</summary>
    string? Objection(in Contender contender);
}
