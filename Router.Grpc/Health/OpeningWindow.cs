namespace Router.Grpc.Health;

/// <summary>The last times of one deployment, enough for a quantile and no more.</summary>
internal sealed class OpeningWindow
{
    /// <summary>Times below which a quantile says nothing.</summary>
    public const int Least = 20;

    private const int Size = 128;

    private readonly Lock _gate = new();
    private readonly float[] _milliseconds = new float[Size];
    private int _count;
    private int _next;

    public void Add(TimeSpan took)
    {
        lock (_gate)
        {
            _milliseconds[_next] = (float)took.TotalMilliseconds;
            _next = (_next + 1) % Size;
            _count = Math.Min(_count + 1, Size);
        }
    }

    /// <returns>Null while there are too few.</returns>
    public TimeSpan? Quantile(int percent)
    {
        Span<float> sorted = stackalloc float[Size];
        lock (_gate)
        {
            if (_count < Least)
            {
                return null;
            }

            sorted = sorted[.._count];
            _milliseconds.AsSpan(0, _count).CopyTo(sorted);
        }

        sorted.Sort();
        return TimeSpan.FromMilliseconds(sorted[Math.Min(sorted.Length * percent / 100, sorted.Length - 1)]);
    }
}
