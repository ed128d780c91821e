using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out providers that want a key the router does not hold.</summary>
internal sealed class CredentialFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CredentialMissing;

    public FilterScope Scope => FilterScope.Provider;

    public bool Excludes(in Contender contender) =>
        contender.Provider.NeedsKey && !contender.Input.CredentialsHeld.Contains(contender.Provider.Id);

    public string Detail(in Contender contender) => ProviderAvailability.MissingKey(contender.Provider, keyHeld: false)!;

    public RelaxationStep? WayOut(in Contender contender) => contender.Provider switch
    {
        { ApiKeyEnvironment: { } variable } => new(RelaxationKind.Credential, variable, $"set {variable}"),
        { ApiKeyFile: { } file } => new(RelaxationKind.Credential, file, $"put the key into {file}"),
        var provider => new(RelaxationKind.Credential, provider.Id.Value, $"store a key for the provider {provider.Id}"),
    };
}
