namespace Router.Grpc.Health;

/// <summary>How long callers waited for a deployment since it last gave anything. Several waiting at a time count once.</summary>
internal sealed class Silence
{
    private readonly Lock _gate = new();
    private TimeSpan _waited;
    private TimeSpan _until;

    /// <summary>Adds a wait.</summary>
    /// <param name="begin">When it began, on a clock of the caller's choice.</param>
    /// <param name="end">When it ended.</param>
    /// <param name="limit">What all waits together may come to.</param>
    /// <returns>Whether they have; then the count begins anew.</returns>
    public bool Add(TimeSpan begin, TimeSpan end, TimeSpan limit)
    {
        lock (_gate)
        {
            var from = begin > _until ? begin : _until;
            if (end > from)
            {
                _waited += end - from;
                _until = end;
            }

            if (_waited < limit)
            {
                return false;
            }

            _waited = TimeSpan.Zero;
            return true;
        }
    }
}
