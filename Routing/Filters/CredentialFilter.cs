using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out providers that want a key the router does not hold.</summary>
internal sealed class CredentialFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CredentialMissing;

    public string? Objection(in Contender contender)
    {
        var provider = contender.Provider;
        return provider.ApiKeyEnvironment is null || contender.Input.CredentialsHeld.Contains(provider.Id)
            ? null
            : $"{provider.ApiKeyEnvironment} is not set";
    }
}
