using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>
/// What this router knows of health: what was last read from the shared store, carried on with what it sees itself while the store is
/// away or there is none.
/// </summary>
internal sealed class HealthBook(TimeProvider time)
{
    private readonly Lock _gate = new();
    private HealthReading _reading = HealthReading.Nothing;
    private long _readAt;

    /// <summary>Everything known, as it counts now.</summary>
    public HealthReading Current
    {
        get
        {
            lock (_gate)
            {
                return _reading with { At = Now };
            }
        }
    }

    /// <summary>Takes what the shared store knows in place of what was known.</summary>
    public void Take(HealthReading reading)
    {
        lock (_gate)
        {
            (_reading, _readAt) = (reading, time.GetTimestamp());
        }
    }

    /// <summary>Adds what this router saw itself.</summary>
    public void Record(IEnumerable<HealthObservation> observations)
    {
        foreach (var observation in observations)
        {
            Change(observation.Subject, (record, now) => record.Merge(observation, now));
        }
    }

    /// <summary>Changes one record. Whoever reads has it at once, the others once the shared store has.</summary>
    public void Change(HealthSubject subject, Func<SubjectRecord, DateTimeOffset, SubjectRecord> change)
    {
        lock (_gate)
        {
            var now = Now;
            var record = _reading.Records.GetValueOrDefault(subject) ?? SubjectRecord.New(subject, now);
            _reading = _reading with { Records = _reading.Records.SetItem(subject, change(record, now)) };
        }
    }

    // Dates are the store's: two clocks are never compared.
    private DateTimeOffset Now => _readAt == 0 ? time.GetUtcNow() : _reading.At + time.GetElapsedTime(_readAt);
}
