namespace Router.Grpc.Settings;

/// <summary>When a deployment that fails here is left alone, and for how long.</summary>
internal sealed record CooldownSettings
{
    /// <summary>Failures in a row that open its circuit.</summary>
    public required int AfterFailures { get; init; }

    /// <summary>First pause; doubles with each failed trial.</summary>
    public required TimeSpan Initial { get; init; }

    /// <summary>Longest pause, a provider's Retry-After included.</summary>
    public required TimeSpan Longest { get; init; }
}
