using System.Globalization;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what has asked for a pause.</summary>
internal sealed class CooldownFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CoolingDown;

    public FilterScope Scope => FilterScope.Health;

    public bool Concerns(DecisionInput input) => input.Health.States.Count > 0;

    public bool Excludes(in Contender contender) => contender.Health.CoolingUntil is { } until && until > contender.Input.Time;

    public string Detail(in Contender contender) => $"cooling down until {Until(contender)}";

    public RelaxationStep? WayOut(in Contender contender) => new(RelaxationKind.Wait, Until(contender), $"wait until {Until(contender)}");

    private static string Until(in Contender contender) =>
        string.Create(CultureInfo.InvariantCulture, $"{contender.Health.CoolingUntil!.Value.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
}
