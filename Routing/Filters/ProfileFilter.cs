using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out providers this router cannot speak to.</summary>
internal sealed class ProfileFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ProfileUnsupported;

    public FilterScope Scope => FilterScope.Provider;

    public bool Excludes(in Contender contender) => !contender.Input.SupportedProfiles.Contains(contender.Provider.Profile);

    public string Detail(in Contender contender) => contender.Input.Features.RequiredCapabilities.HasFlag(Capabilities.Embeddings)
        ? $"profile {contender.Provider.Profile} has no embeddings of what the request sends"
        : $"profile {contender.Provider.Profile} is not served by this router";

    public RelaxationStep? WayOut(in Contender contender) => null;
}
