using System.Collections.Concurrent;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Admission.Quotas;

/// <summary>Lets requests through as far as the limits of their virtual key allow, and tells callers in headers how much is left.</summary>
internal sealed class QuotaGate(QuotaLink link, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, QuotaMeter> _meters = new(StringComparer.Ordinal);

    /// <summary>Counts a request that has been decided on: by the model that serves it first.</summary>
    /// <param name="call">The request; gets what it has taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it may go on.</returns>
    public async ValueTask<QuotaRefusal?> AdmitAsync(ChatCall call, CancellationToken cancellationToken)
    {
        if (call.Caller.Limits is not { Length: > 0 } limits)
        {
            return null;
        }

        var hold = new QuotaHold(call.Features.EstimatedInputTokens + (call.Features.MaxOutputTokens ?? 0));
        foreach (var limit in limits)
        {
            if (!limit.Counts(call.Candidates[0].Deployment))
            {
                continue;
            }

            var meter = MeterOf(limit);
            var need = limit.Unit is QuotaUnit.Tokens ? hold.Tokens : 1;
            if (await meter.SpendAsync(need, limit.PerMinute, cancellationToken) is not { } spent)
            {
                hold.Cancel();
                return new(limit, need, meter.RetryAfter());
            }

            hold.Add(meter, limit.Unit, spent);
        }

        call.Quota = hold;
        return null;
    }

    /// <summary>How a caller stands with the limit of a kind that has least left.</summary>
    /// <returns>Null when none counts its requests.</returns>
    public QuotaStanding? Standing(ChatCall call, QuotaUnit unit)
    {
        QuotaStanding? nearest = null;
        foreach (var limit in call.Caller.Limits)
        {
            if (limit.Unit == unit && limit.Counts(call.Candidates[0].Deployment))
            {
                var (remaining, reset) = MeterOf(limit).Standing(limit.PerMinute);
                nearest = nearest is null || remaining < nearest.Value.Remaining ? new QuotaStanding(limit.PerMinute, remaining, reset) : nearest;
            }
        }

        return nearest;
    }

    private QuotaMeter MeterOf(QuotaLimit limit) => _meters.GetOrAdd(limit.Subject, subject => new(subject, link, time));
}

/// <summary>How a caller stands with a limit.</summary>
/// <param name="Limit">What is let through in a minute.</param>
/// <param name="Remaining">What is left of it.</param>
/// <param name="Reset">Until it counts anew.</param>
internal readonly record struct QuotaStanding(long Limit, long Remaining, TimeSpan Reset);
