using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what an operator has switched off.</summary>
internal sealed class DisabledFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.Disabled;

    public string? Objection(in Contender contender) => (contender.Provider.Enabled, contender.Deployment.Enabled) switch
    {
        (false, _) => $"provider {contender.Provider.Id} is disabled",
        (_, false) => "disabled by an operator",
        _ => null,
    };
}
