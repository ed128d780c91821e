using System.Globalization;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Admission.Quotas;

/// <summary>Tells callers how they stand with their limits, in the headers that SDKs look for.</summary>
internal sealed class QuotaHeaders(QuotaGate gate, TimeProvider time)
{
    /// <summary>As OpenAI does: <c>x-ratelimit-limit-requests</c>, <c>x-ratelimit-remaining-tokens</c>, <c>x-ratelimit-reset-requests: 12s</c>.</summary>
    public void WriteOpenAi(IHeaderDictionary headers, ChatCall call)
    {
        foreach (var (unit, name) in Units)
        {
            if (gate.Standing(call, unit) is { } standing)
            {
                headers[$"x-ratelimit-limit-{name}"] = Text(standing.Limit);
                headers[$"x-ratelimit-remaining-{name}"] = Text(standing.Remaining);
                headers[$"x-ratelimit-reset-{name}"] = $"{Text((long)Math.Ceiling(standing.Reset.TotalSeconds))}s";
            }
        }
    }

    /// <summary>As Anthropic does: <c>anthropic-ratelimit-requests-limit</c>, <c>…-remaining</c>, and <c>…-reset</c> as a moment.</summary>
    public void WriteAnthropic(IHeaderDictionary headers, ChatCall call)
    {
        foreach (var (unit, name) in Units)
        {
            if (gate.Standing(call, unit) is { } standing)
            {
                headers[$"anthropic-ratelimit-{name}-limit"] = Text(standing.Limit);
                headers[$"anthropic-ratelimit-{name}-remaining"] = Text(standing.Remaining);
                headers[$"anthropic-ratelimit-{name}-reset"] = FullSecond(time.GetUtcNow() + standing.Reset);
            }
        }
    }

    /// <summary>The full second at or after a moment: whoever came back a second before it would be refused.</summary>
    public static string FullSecond(DateTimeOffset moment) =>
        moment.AddTicks(TimeSpan.TicksPerSecond - 1).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static readonly (QuotaUnit Unit, string Name)[] Units = [(QuotaUnit.Requests, "requests"), (QuotaUnit.Tokens, "tokens")];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
