namespace Router.Grpc.Connections;

/// <summary>
/// Allows a share of what happens to happen once more: each request earns a fraction, each extra attempt costs one. However much
/// fails, extra attempts never come to more than that share and the little that was saved up before.
/// </summary>
/// <param name="sharePercent">Extra attempts for a hundred requests.</param>
/// <param name="reserve">Most that is saved up; it is there from the start.</param>
internal sealed class Allowance(int sharePercent, int reserve)
{
    private const long One = 100;

    private readonly long _most = sharePercent == 0 ? 0 : reserve * One;
    private long _held = sharePercent == 0 ? 0 : reserve * One;

    /// <summary>A request was made.</summary>
    public void Earn()
    {
        for (var held = Volatile.Read(ref _held); held < _most;)
        {
            var found = Interlocked.CompareExchange(ref _held, Math.Min(held + sharePercent, _most), held);
            if (found == held)
            {
                return;
            }

            held = found;
        }
    }

    /// <summary>Takes one extra attempt, if there is one.</summary>
    public bool TryTake()
    {
        for (var held = Volatile.Read(ref _held); held >= One;)
        {
            var found = Interlocked.CompareExchange(ref _held, held - One, held);
            if (found == held)
            {
                return true;
            }

            held = found;
        }

        return false;
    }
}
