namespace Admin.Web.Overview;

/// <summary>How one service is.</summary>
/// <param name="Name">The name under which it is discovered.</param>
/// <param name="Health">What it says itself; null when it does not answer.</param>
public sealed record ServiceState(string Name, HealthAnswer? Health)
{
    public Condition Condition => Health?.Status switch
    {
        "Healthy" => Condition.Well,
        "Degraded" => Condition.Degraded,
        null => Condition.Unreachable,
        _ => Condition.Ill,
    };

    /// <summary>The checks that have something to complain of, for a person to read.</summary>
    public IEnumerable<string> Complaints => Health is null
        ? ["does not answer"]
        : Health.Checks.Where(check => check.Value.Status != "Healthy").Select(check => $"{check.Key}: {check.Value.Description ?? check.Value.Status}");
}
