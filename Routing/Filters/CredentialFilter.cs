using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out providers that want a key the router does not hold.</summary>
internal sealed class CredentialFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CredentialMissing;

    public string? Objection(in Contender contender) =>
        ProviderAvailability.MissingKey(contender.Provider, contender.Input.CredentialsHeld.Contains(contender.Provider.Id));
}
