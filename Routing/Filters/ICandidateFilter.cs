using Routing.Decisions;

namespace Routing.Filters;

/// <summary>One reason why a deployment may not serve. Words are found only when somebody reads them.</summary>
internal interface ICandidateFilter
{
    ExclusionReason Reason { get; }

    /// <summary>What the answer hangs on.</summary>
    FilterScope Scope => FilterScope.Request;

    /// <summary>Whether it could speak against anything at all in this request.</summary>
    bool Concerns(DecisionInput input) => true;

    /// <summary>Whether this speaks against the contender.</summary>
    bool Excludes(in Contender contender);

    /// <summary>What speaks against a contender that it excludes.</summary>
    string Detail(in Contender contender);

    /// <summary>What would have to change for it to say nothing; null when nothing in anybody's power would do.</summary>
    RelaxationStep? WayOut(in Contender contender);
}
