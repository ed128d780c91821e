using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out providers this router cannot speak to.</summary>
internal sealed class ProfileFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.ProfileUnsupported;

    public string? Objection(in Contender contender) =>
        contender.Input.SupportedProfiles.Contains(contender.Provider.Profile)
            ? null
            : $"profile {contender.Provider.Profile} is not served by this router";
}
