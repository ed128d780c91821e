namespace Router.Grpc.Settings;

/// <summary>When a deployment that failed for the moment is asked again before the next candidate is.</summary>
internal sealed record RetrySettings
{
    /// <summary>Most repetitions of a request at one candidate.</summary>
    public required int Most { get; init; }

    /// <summary>Longest wait before the first; it doubles with each.</summary>
    public required TimeSpan FirstWait { get; init; }

    /// <summary>Longest wait of all. A provider that asks for a longer one is left for the next candidate.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>Repetitions allowed for a hundred requests to a provider.</summary>
    public required int SharePercent { get; init; }

    /// <summary>Repetitions that may be saved up while all goes well.</summary>
    public required int Reserve { get; init; }
}
