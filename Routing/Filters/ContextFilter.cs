using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what prompt and answer would not fit into.</summary>
internal sealed class ContextFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ContextTooSmall;

    public FilterScope Scope => FilterScope.Size;

    public bool Excludes(in Contender contender) => contender.Deployment.ContextWindow is not 0 and var window && window < Needed(contender);

    public string Detail(in Contender contender) =>
        $"its context window of {contender.Deployment.ContextWindow} tokens is too small for about {Needed(contender)}";

    public RelaxationStep? WayOut(in Contender contender)
    {
        var excess = Needed(contender) - contender.Deployment.ContextWindow;
        return new(RelaxationKind.Prompt, FormattableString.Invariant($"{excess}"), $"shorten prompt and answer by about {excess} tokens");
    }

    private static long Needed(in Contender contender) =>
        (long)contender.Request.InputTokens(contender.Deployment.TokenFamily) + contender.Input.Features.MaxOutputTokens.GetValueOrDefault();
}
