namespace Providers.Worker.Rounds;

/// <summary>Spreads moments, so that neither replicas nor providers all act at once.</summary>
internal sealed class Spread(Random random)
{
    private readonly Lock _gate = new();

    /// <summary>The pause, a tenth shorter to a tenth longer.</summary>
    public TimeSpan Around(TimeSpan pause)
    {
        lock (_gate)
        {
            return pause * (0.9 + (random.NextDouble() / 5));
        }
    }
}
