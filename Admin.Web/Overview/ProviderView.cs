namespace Admin.Web.Overview;

/// <summary>A provider as the page shows it.</summary>
/// <param name="Id">Its name in selectors.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Address">Where it is, without anything secret.</param>
/// <param name="Models">How many deployments the catalog lists.</param>
/// <param name="Usable">How many of them the router can call; null when it does not answer.</param>
/// <param name="Obstacle">What the router lacks to call any of them; null when it lacks nothing, or does not answer.</param>
/// <param name="Sync">Its latest sync; null when the worker tells nothing of it.</param>
/// <param name="Probe">Its latest probe; null when the worker tells nothing of it.</param>
public sealed record ProviderView(string Id, string Name, string Address, int Models, int? Usable, string? Obstacle, WorkerFinding? Sync, WorkerFinding? Probe);

/// <summary>What the worker says of a provider.</summary>
/// <param name="Result">In one word.</param>
/// <param name="At">When.</param>
/// <param name="Detail">For a person to read; null when there is nothing to say.</param>
/// <param name="LatencyMs">Milliseconds to the answer; null where that means nothing.</param>
public sealed record WorkerFinding(string Result, DateTimeOffset At, string? Detail, double? LatencyMs)
{
    public Condition Condition => Result switch
    {
        "Synced" or "Answers" => Detail is null || Result == "Synced" ? Condition.Well : Condition.Degraded,
        "Skipped" => Condition.Unknown,
        _ => Condition.Ill,
    };
}
