using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps to the providers a request allows.</summary>
internal sealed class AllowedProviderFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ProviderNotAllowed;

    public string? Objection(in Contender contender)
    {
        var allowed = contender.Input.Requirements.AllowedProviders;
        return allowed.IsEmpty || contender.Provider.IsAmong(allowed)
            ? null
            : $"the request allows only {string.Join(", ", allowed)}";
    }
}
