using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what has a smaller context window than the request asks for. A window nobody knows meets no demand.</summary>
internal sealed class MinimumContextFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ContextTooSmall;

    public bool Concerns(DecisionInput input) => input.Requirements.MinimumContext > 0;

    public bool Excludes(in Contender contender) => contender.Deployment.ContextWindow < contender.Input.Requirements.MinimumContext;

    public string Detail(in Contender contender)
    {
        var window = contender.Deployment.ContextWindow;
        var asked = contender.Input.Requirements.MinimumContext;
        return window == 0
            ? $"its context window is unknown and at least {asked} tokens are asked for"
            : $"its context window of {window} tokens is smaller than the {asked} asked for";
    }

    public RelaxationStep? WayOut(in Contender contender)
    {
        var window = contender.Deployment.ContextWindow;
        return window == 0
            ? new(RelaxationKind.MinimumContext, "", "drop the minimum context")
            : new(RelaxationKind.MinimumContext, FormattableString.Invariant($"{window}"), $"lower the minimum context to {window} tokens");
    }
}
