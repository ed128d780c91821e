namespace Router.Grpc.Admission.Budgets;

/// <summary>When something last happened. Several threads may note and ask at once.</summary>
internal sealed class Moment(TimeProvider time)
{
    private const long Never = long.MinValue;

    private long _timestamp = Never;

    public void Note() => Volatile.Write(ref _timestamp, time.GetTimestamp());

    /// <summary>Whether it happened within this time.</summary>
    public bool IsWithin(TimeSpan duration) => Volatile.Read(ref _timestamp) is var at && at != Never && time.GetElapsedTime(at) < duration;

    /// <summary>Notes it unless it happened within this time.</summary>
    public bool TryNote(TimeSpan every)
    {
        if (IsWithin(every))
        {
            return false;
        }

        Note();
        return true;
    }
}
