using System.Globalization;
using Routing.Decisions;

namespace Routing.Filters;

/// <summary>Leaves out what has asked for a pause.</summary>
internal sealed class CooldownFilter : ICandidateFilter
{
    public ExclusionReason Reason => ExclusionReason.CoolingDown;

    public string? Objection(in Contender contender) =>
        contender.Health.CoolingUntil is { } until && until > contender.Input.Time
            ? string.Create(CultureInfo.InvariantCulture, $"cooling down until {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}")
            : null;
}
