using Routing.Catalog;

namespace Router.Grpc.Settings;

/// <summary>Every setting of the router with its key, default and range.</summary>
internal static class RouterSettingsReader
{
    private const long Mebibyte = 1024 * 1024;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static RouterSettings Read(IConfiguration configuration, out IReadOnlyList<string> faults)
    {
        var reader = new SettingsReader(configuration);
        var settings = new RouterSettings
        {
            Snapshot = FullPathOrNull(reader.Text("Router:Snapshot")),
            SnapshotCopy = Path.GetFullPath(reader.Text("Router:SnapshotCopy") ?? $"logs/{SnapshotFile.DefaultName}"),
            DefaultModel = reader.Text("Router:DefaultModel") ?? reader.Text("DEFAULT_MODEL"),
            AllowAnonymous = reader.Flag("Router:AllowAnonymous"),
            RequireKeys = reader.Flag("Router:RequireKeys"),
            AccessCopy = Path.GetFullPath(reader.Text("Router:AccessCopy") ?? "logs/router_access.json"),
            RequestBodyLimit = reader.Number("Router:RequestBodyLimit", 10 * Mebibyte, 1024, 1024 * Mebibyte),
            MaxAttempts = (int)reader.Number("Router:MaxAttempts", 5, 1, 32),
            FallbackOnContentPolicy = reader.Flag("Router:FallbackOnContentPolicy"),
            Retries = ReadRetries(reader),
            Hedge = ReadHedge(reader),
            Connections = ReadConnections(reader),
            Timeouts = ReadTimeouts(reader),
            Spool = ReadSpool(reader),
            Cooldown = ReadCooldown(reader),
            Cache = ReadCache(reader),
        };
        reader.RefuseUnknown("Router");
        faults = reader.Faults;
        return settings;
    }

    private static RetrySettings ReadRetries(SettingsReader reader) => new()
    {
        Most = (int)reader.Number("Router:Retries:Most", 1, 0, 10),
        FirstWait = reader.Duration("Router:Retries:FirstWait", 200 * Millisecond, Millisecond, Hour),
        LongestWait = reader.Duration("Router:Retries:LongestWait", 2 * Second, Millisecond, Hour),
        SharePercent = (int)reader.Number("Router:Retries:SharePercent", 20, 0, 100),
        Reserve = (int)reader.Number("Router:Retries:Reserve", 10, 1, 10_000),
    };

    private static HedgeSettings ReadHedge(SettingsReader reader) => new()
    {
        Enabled = reader.Flag("Router:Hedge:Enabled"),
        Percentile = (int)reader.Number("Router:Hedge:Percentile", 95, 50, 99),
        Least = reader.Duration("Router:Hedge:Least", 50 * Millisecond, Millisecond, Hour),
        SharePercent = (int)reader.Number("Router:Hedge:SharePercent", 5, 0, 100),
    };

    private static ConnectionSettings ReadConnections(SettingsReader reader) => new()
    {
        Concurrency = (int)reader.Number("Router:Connections:Concurrency", 0, 0, 100_000),
        QueueWait = reader.Duration("Router:Connections:QueueWait", 5 * Second, Millisecond, Hour),
        Lifetime = reader.Duration("Router:Connections:Lifetime", TimeSpan.FromMinutes(5), Millisecond, 24 * Hour),
        WarmUp = reader.Flag("Router:Connections:WarmUp"),
        Quarantine = reader.Duration("Router:Connections:Quarantine", TimeSpan.FromMinutes(5), Millisecond, 24 * Hour),
        Rest = reader.Duration("Router:Connections:Rest", 10 * Second, Millisecond, 24 * Hour),
    };

    private static TimeoutSettings ReadTimeouts(SettingsReader reader) => new()
    {
        Total = reader.Duration("Router:Timeouts:Total", TimeSpan.FromMinutes(10), Millisecond, 24 * Hour),
        Connect = reader.Duration("Router:Timeouts:Connect", 10 * Second, Millisecond, Hour),
        FirstByte = reader.Duration("Router:Timeouts:FirstByte", 60 * Second, Millisecond, Hour),
        Idle = reader.Duration("Router:Timeouts:Idle", 120 * Second, Millisecond, Hour),
        Answer = reader.Duration("Router:Timeouts:Answer", TimeSpan.FromMinutes(5), Millisecond, Hour),
        KeepAlive = reader.Duration("Router:Timeouts:KeepAlive", 10 * Second, Millisecond, Hour),
    };

    private static SpoolSettings ReadSpool(SettingsReader reader) => new()
    {
        Directory = Path.GetFullPath(reader.Text("Router:Spool:Directory") ?? "logs/spool"),
        LimitBytes = reader.Number("Router:Spool:LimitBytes", 256 * Mebibyte, 64 * 1024, 64 * 1024 * Mebibyte),
        SegmentBytes = (int)reader.Number("Router:Spool:SegmentBytes", 4 * Mebibyte, 4 * 1024, 256 * Mebibyte),
    };

    private static CooldownSettings ReadCooldown(SettingsReader reader) => new()
    {
        AfterFailures = (int)reader.Number("Router:Cooldown:AfterFailures", 3, 1, 1000),
        Initial = reader.Duration("Router:Cooldown:Initial", 15 * Second, Millisecond, Hour),
        Longest = reader.Duration("Router:Cooldown:Longest", TimeSpan.FromMinutes(5), Millisecond, 24 * Hour),
    };

    private static CacheSettings ReadCache(SettingsReader reader) => new()
    {
        Mode = reader.Choice("Router:Cache:Mode", CacheMode.Asked),
        Sharing = reader.Choice("Router:Cache:Sharing", CacheSharing.Key),
        Lifetime = reader.Duration("Router:Cache:Lifetime", Hour, Second, 30 * 24 * Hour),
        LocalBytes = reader.Number("Router:Cache:LocalBytes", 64 * Mebibyte, 0, 64 * 1024 * Mebibyte),
        EntryBytes = (int)reader.Number("Router:Cache:EntryBytes", Mebibyte, 1024, 64 * Mebibyte),
    };

    private static string? FullPathOrNull(string? path) => path is null ? null : Path.GetFullPath(path);
}
