using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Keeps to the regions a request allows. What does not say where it is served may be anywhere.</summary>
internal sealed class RegionFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.RegionNotAllowed;

    public bool Concerns(DecisionInput input) => !input.Requirements.Regions.IsEmpty;

    public bool Excludes(in Contender contender)
    {
        foreach (var region in contender.Input.Requirements.Regions)
        {
            if (region.Equals(contender.Deployment.Region, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    public string Detail(in Contender contender) => contender.Deployment.Region is { } region
        ? $"served in {region}; the request allows only {Allowed(contender)}"
        : $"nobody says where it is served; the request allows only {Allowed(contender)}";

    public RelaxationStep? WayOut(in Contender contender) => contender.Deployment.Region is { } region
        ? new(RelaxationKind.Regions, region, $"allow the region {region}")
        : new(RelaxationKind.Regions, "", "drop the regions");

    private static string Allowed(in Contender contender) => string.Join(", ", contender.Input.Requirements.Regions);
}
