using Providers.Failures;
using Router.Grpc.Connections;
using Router.Grpc.Settings;

namespace Router.Grpc.Forwarding;

/// <summary>When a request may be repeated at the same deployment: rarely, and never in step with others that failed with it.</summary>
internal sealed class Retries(RouterSettings settings, Random random)
{
    /// <param name="failure">What went wrong.</param>
    /// <param name="made">Repetitions of the request there so far.</param>
    /// <param name="allowance">The provider's share of repetitions.</param>
    /// <param name="left">Until the request's time is up.</param>
    /// <returns>How long to wait; null when it is better not repeated.</returns>
    public TimeSpan? WaitAfter(UpstreamFailure failure, int made, Allowance allowance, TimeSpan left)
    {
        var rules = settings.Retries;
        var asked = failure.RetryAfter ?? TimeSpan.Zero;
        if (made >= rules.Most || asked > rules.LongestWait)
        {
            return null;
        }

        // Full jitter: anything from nothing to the bound. What the provider asks for comes first, and callers it told the same
        // must not all come back at that moment.
        var bound = Math.Min(rules.FirstWait.TotalMilliseconds * Math.Pow(2, made), rules.LongestWait.TotalMilliseconds);
        double jitter;
        lock (random)
        {
            jitter = random.NextDouble();
        }

        var wait = asked + TimeSpan.FromMilliseconds(bound * jitter);
        return wait < left && allowance.TryTake() ? wait : null;
    }
}
