namespace Router.Grpc.Settings;

/// <summary>When a second attempt is begun because the first is slow.</summary>
internal sealed record HedgeSettings
{
    /// <summary>Whether requests are hedged that do not say; a request that says so itself is or is not in any case.</summary>
    public required bool Enabled { get; init; }

    /// <summary>How slow is slow: of a hundred answers of the deployment, so many began sooner.</summary>
    public required int Percentile { get; init; }

    /// <summary>No second attempt before this.</summary>
    public required TimeSpan Least { get; init; }

    /// <summary>Second attempts allowed for a hundred requests that may be hedged.</summary>
    public required int SharePercent { get; init; }
}
