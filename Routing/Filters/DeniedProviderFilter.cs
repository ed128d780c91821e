using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps away from the providers a request denies.</summary>
internal sealed class DeniedProviderFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ProviderDenied;

    public bool Concerns(DecisionInput input) => !input.Requirements.DeniedProviders.IsEmpty;

    public bool Excludes(in Contender contender) => contender.Provider.IsAmong(contender.Input.Requirements.DeniedProviders);

    public string Detail(in Contender contender) => $"the request denies {contender.Provider.Id}";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.DeniedProviders, contender.Provider.Id.Value, $"no longer deny the provider {contender.Provider.Id}");
}
