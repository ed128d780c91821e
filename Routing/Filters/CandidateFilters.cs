using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Every filter, in the order in which they speak: what lasts before what passes. The first objection is the one reported.</summary>
internal static class CandidateFilters
{
    private static readonly ICandidateFilter[] All =
    [
        new DisabledFilter(),
        new LifecycleFilter(),
        new ActiveViewFilter(),
        new ProfileFilter(),
        new CredentialFilter(),
        new AllowedProviderFilter(),
        new DeniedProviderFilter(),
        new CapabilityFilter(),
        new ContextFilter(),
        new IsolationFilter(),
        new CircuitFilter(),
        new CooldownFilter(),
    ];

    /// <summary>Why the contender may not serve; null when it may.</summary>
    public static Exclusion? Examine(in Contender contender)
    {
        foreach (var filter in All)
        {
            if (filter.Objection(in contender) is { } objection)
            {
                return new(contender.Deployment.Id, filter.Reason, objection);
            }
        }

        return null;
    }
}
