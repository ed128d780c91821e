using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what prompt and answer would not fit into.</summary>
internal sealed class ContextFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ContextTooSmall;

    public bool Excludes(in Contender contender)
    {
        var window = contender.Deployment.ContextWindow;
        return window < contender.Input.Requirements.MinimumContext || (window != 0 && window < Needed(contender));
    }

    public string Detail(in Contender contender)
    {
        var window = contender.Deployment.ContextWindow;
        var asked = contender.Input.Requirements.MinimumContext;
        return window switch
        {
            0 => $"its context window is unknown and at least {asked} tokens are asked for",
            _ when window < asked => $"its context window of {window} tokens is smaller than the {asked} asked for",
            _ => $"its context window of {window} tokens is too small for about {Needed(contender)}",
        };
    }

    public RelaxationStep? WayOut(in Contender contender)
    {
        var window = contender.Deployment.ContextWindow;
        if (window != 0 && window < Needed(contender))
        {
            var excess = Needed(contender) - window;
            return new(RelaxationKind.Prompt, FormattableString.Invariant($"{excess}"), $"shorten prompt and answer by about {excess} tokens");
        }

        return window == 0
            ? new(RelaxationKind.MinimumContext, "0", "drop the minimum context")
            : new(RelaxationKind.MinimumContext, FormattableString.Invariant($"{window}"), $"lower the minimum context to {window} tokens");
    }

    private static long Needed(in Contender contender) =>
        (long)contender.Request.InputTokens(contender.Deployment) + contender.Input.Features.MaxOutputTokens.GetValueOrDefault();
}
