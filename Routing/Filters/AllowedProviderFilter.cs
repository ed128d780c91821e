using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps to the providers a request allows.</summary>
internal sealed class AllowedProviderFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ProviderNotAllowed;

    public bool Concerns(DecisionInput input) => !input.Requirements.AllowedProviders.IsEmpty;

    public bool Excludes(in Contender contender) => !contender.Provider.IsAmong(contender.Input.Requirements.AllowedProviders);

    public string Detail(in Contender contender) => $"the request allows only {string.Join(", ", contender.Input.Requirements.AllowedProviders)}";

    public RelaxationStep? WayOut(in Contender contender) =>
        new(RelaxationKind.AllowedProviders, contender.Provider.Id.Value, $"allow the provider {contender.Provider.Id}");
}
