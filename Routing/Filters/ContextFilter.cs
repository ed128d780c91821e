using Routing.Decisions;
using Routing.Features;

namespace Routing.Filters;

/// <summary>Leaves out what prompt and answer would not fit into.</summary>
internal sealed class ContextFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ContextTooSmall;

    public string? Objection(in Contender contender)
    {
        var window = contender.Deployment.ContextWindow;
        var features = contender.Input.Features;
        var asked = contender.Input.Requirements.MinimumContext;
        var needed = (long)TokenEstimates.InputTokens(features, contender.Deployment) + features.MaxOutputTokens.GetValueOrDefault();
        return window switch
        {
            0 when asked > 0 => $"its context window is unknown and at least {asked} tokens are asked for",
            0 => null,
            _ when window < asked => $"its context window of {window} tokens is smaller than the {asked} asked for",
            _ when window < needed => $"its context window of {window} tokens is too small for about {needed}",
            _ => null,
        };
    }
}
