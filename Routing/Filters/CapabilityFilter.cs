using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what cannot do what the request needs.</summary>
internal sealed class CapabilityFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CapabilityMissing;

    public string? Objection(in Contender contender)
    {
        // Nobody has described a discovered deployment yet: whoever names it knows better than an empty list.
        if (contender is { Named: true, Deployment.Origin: Origin.Discovered })
        {
            return null;
        }

        var missing = Required(contender.Input) & ~contender.Deployment.Capabilities;
        return missing is Capabilities.None ? null : $"it does not offer {string.Join(", ", CapabilityNames.Of(missing))}";
    }

    private static Capabilities Required(DecisionInput input)
    {
        var required = input.Features.RequiredCapabilities | input.Requirements.Capabilities;
        return required.HasFlag(Capabilities.Embeddings) ? required : required | Capabilities.Chat;
    }
}
