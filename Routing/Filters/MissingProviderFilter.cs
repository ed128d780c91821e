using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out deployments of providers that the catalog does not list. Asked before any other, which all read the provider.</summary>
internal sealed class MissingProviderFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.NotInCatalog;

    public FilterScope Scope => FilterScope.Provider;

    public bool Excludes(in Contender contender) => contender.Listing.Provider is null;

    public string Detail(in Contender contender) => $"the catalog has no provider {contender.Deployment.Id.Provider}";

    public RelaxationStep? WayOut(in Contender contender) => null;
}
