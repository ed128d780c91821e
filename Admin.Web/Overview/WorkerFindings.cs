using System.Text.Json;

namespace Admin.Web.Overview;

/// <summary>What the worker's health says of each provider.</summary>
public sealed record WorkerFindings(
    IReadOnlyDictionary<string, WorkerFinding> Syncs, IReadOnlyDictionary<string, WorkerFinding> Probes)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static WorkerFindings From(ServiceState worker) => new(Read(worker, "sync"), Read(worker, "probes"));

    private static Dictionary<string, WorkerFinding> Read(ServiceState worker, string check) =>
        worker.Health?.Checks.GetValueOrDefault(check)?.Data is { } data
            ? data.ToDictionary(entry => entry.Key, entry => entry.Value.Deserialize<WorkerFinding>(Json)!)
            : [];
}
