namespace TestKit;

/// <summary>
/// The machine's time for whoever reads it, and a much longer time for whoever waits: a deadline of a second is one of a minute. For tests of
/// what an answer says, which must come out the same however long it takes.
/// </summary>
public sealed class PatientClock : TimeProvider
{
    private const int Patience = 60;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Longer(dueTime), Longer(period));

    private static TimeSpan Longer(TimeSpan time) => time > TimeSpan.Zero ? time * Patience : time;
}
