using Router.Grpc.Connections;
using Router.Grpc.Health;
using Router.Grpc.Settings;

namespace Router.Grpc.Forwarding;

/// <summary>When a slow attempt gets company: after the time in which nearly all answers of its deployment have begun.</summary>
internal sealed class Hedging(OpeningTimes usual, RouterSettings settings)
{
    private const int Reserve = 5;

    private readonly Allowance _allowance = new(settings.Hedge.SharePercent, Reserve);

    /// <returns>Null when the attempt stays alone.</returns>
    public TimeSpan? WaitBefore(Attempt attempt)
    {
        if (!(attempt.Call.Wishes.Hedge ?? settings.Hedge.Enabled))
        {
            return null;
        }

        if (attempt.Number == 1)
        {
            _allowance.Earn();
        }

        return usual.Quantile(new(attempt.Candidate.Deployment.Id, attempt.Call.Request.Stream), settings.Hedge.Percentile) is { } slow
            ? slow > settings.Hedge.Least ? slow : settings.Hedge.Least
            : null;
    }

    /// <summary>Takes one of the second attempts allowed.</summary>
    public bool TryTake() => _allowance.TryTake();
}
