using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps away from the providers a request denies.</summary>
internal sealed class DeniedProviderFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ProviderDenied;

    public string? Objection(in Contender contender) =>
        contender.Provider.IsAmong(contender.Input.Requirements.DeniedProviders)
            ? $"the request denies {contender.Provider.Id}"
            : null;
}
