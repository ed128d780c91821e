namespace Router.Grpc.Admission.Budgets;

/// <summary>How long things around shared budgets take at most.</summary>
internal sealed record BudgetTiming
{
    /// <summary>How long routers have to say what they hold when a window is counted anew.</summary>
    public TimeSpan Join { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a request waits for a window that is being counted.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks at whether a count is open.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Between two rounds of upkeep.</summary>
    public TimeSpan Upkeep { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Unused money goes back after this long without a request.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A router recalls the money of others no more often than this.</summary>
    public TimeSpan RecallEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a request waits, look by look, for others to give back what they do not use.</summary>
    public TimeSpan[] RecallWaits { get; init; } =
        [TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)];
}
