namespace Router.Grpc.Settings;

/// <summary>How many calls providers get at a time, and what becomes of credentials they refuse.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>Most calls to one provider at a time; 0 sets no limit. <c>Providers:{id}:Concurrency</c> says otherwise for one.</summary>
    public required int Concurrency { get; init; }

    /// <summary>How long a request waits for a call to end before the next candidate gets it.</summary>
    public required TimeSpan QueueWait { get; init; }

    /// <summary>How long a connection is used: long enough to be worth opening, short enough to follow a provider's change of addresses.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>Whether connections are opened before the first request needs them.</summary>
    public required bool WarmUp { get; init; }

    /// <summary>How long a credential is left alone that a provider refuses.</summary>
    public required TimeSpan Quarantine { get; init; }

    /// <summary>How long a credential is left alone whose rate or quota is used up, where the provider does not say.</summary>
    public required TimeSpan Rest { get; init; }
}
