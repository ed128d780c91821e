using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps to what the caller's virtual key may reach.</summary>
internal sealed class KeyScopeFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.NotInKeyScope;

    public bool Concerns(DecisionInput input) => input.KeyScope is not null;

    public bool Excludes(in Contender contender)
    {
        var scope = contender.Input.KeyScope!;
        return !scope.Covers(contender.Deployment) || scope.Beyond(contender.Request.Required) is not Capabilities.None;
    }

    public string Detail(in Contender contender)
    {
        var scope = contender.Input.KeyScope!;
        return !scope.CoversProvider(contender.Provider.Id) ? "the key does not reach this provider"
            : !scope.CoversModel(contender.Deployment) ? "the key does not reach this model"
            : $"the key does not allow {string.Join(", ", CapabilityNames.Of(scope.Beyond(contender.Request.Required)))}";
    }

    public RelaxationStep? WayOut(in Contender contender)
    {
        var scope = contender.Input.KeyScope!;
        if (!scope.Covers(contender.Deployment))
        {
            return new(RelaxationKind.Key, contender.Deployment.Id.ToString(), $"use a key that reaches {contender.Deployment.Id}");
        }

        var beyond = CapabilityNames.Of(scope.Beyond(contender.Request.Required));
        return new(RelaxationKind.Key, string.Join(",", beyond), $"use a key that allows {string.Join(", ", beyond)}");
    }
}
