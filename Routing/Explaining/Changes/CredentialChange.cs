using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>A key that the router did not hold.</summary>
internal sealed class CredentialChange : IChangeKind
{
    private const int Distance = 4_000;

    public IEnumerable<Change> Of(Situation now, int below) =>
        from provider in now.ExcludedFor(ExclusionReason.CredentialMissing).Select(static id => id.Provider).Distinct()
        select new Change(
            "credential",
            Distance,
            $"with {now.Input.Index.Provider(provider)?.ApiKeyEnvironment ?? $"a key for {provider}"} set",
            () => now.Input with { CredentialsHeld = new NameSet([.. now.Input.CredentialsHeld.Names, provider.Value]) });
}
