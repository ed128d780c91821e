using System.Globalization;
using Providers.Chat;

namespace Router.Grpc.Forwarding;

/// <summary>What a caller wants of attempts; it changes no decision.</summary>
/// <param name="TimeLimit">For the whole request; null leaves the router's own limit.</param>
/// <param name="Hedge">Whether a slow attempt may get company; null leaves the router's setting.</param>
/// <param name="Tags">Labels under which the ledger books the request; null for none.</param>
/// <param name="Cache">Whether an answer given before will do; null leaves the router's setting.</param>
internal readonly record struct CallerWishes(TimeSpan? TimeLimit, bool? Hedge, IReadOnlyList<string>? Tags = null, CacheWish? Cache = null)
{
    private const string Timeout = "x-routing-timeout-ms";
    private const string Hedging = "x-routing-hedge";
    private const string Labels = "x-routing-tags";
    private const string Caching = "x-routing-cache";

    // So that our own word for it comes before the server cancels the call.
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads them from a request's headers.</summary>
    /// <param name="headers">The headers.</param>
    /// <param name="faults">Takes every header that is at fault.</param>
    public static CallerWishes Read(IHeaderDictionary headers, List<RequestFault> faults) =>
        new(ReadLimit(headers, faults), ReadHedge(headers, faults), ReadTags(headers, faults), ReadCache(headers, faults));

    /// <summary>The same with the deadline of a gRPC call, which is <see cref="DateTime.MaxValue"/> where there is none.</summary>
    public CallerWishes Before(DateTime deadline, DateTimeOffset now)
    {
        if (deadline == DateTime.MaxValue)
        {
            return this;
        }

        var left = deadline - now.UtcDateTime;
        left -= left / 10 < LongestMargin ? left / 10 : LongestMargin;
        return TimeLimit < left ? this : this with { TimeLimit = left };
    }

    private static TimeSpan? ReadLimit(IHeaderDictionary headers, List<RequestFault> faults)
    {
        if (!headers.TryGetValue(Timeout, out var values) || values.Count == 0)
        {
            return null;
        }

        if (int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        faults.Add(new(Timeout, "Must be a whole number of milliseconds, at least 1."));
        return null;
    }

    private static bool? ReadHedge(IHeaderDictionary headers, List<RequestFault> faults)
    {
        if (!headers.TryGetValue(Hedging, out var values) || values.Count == 0)
        {
            return null;
        }

        if (bool.TryParse(values.ToString(), out var hedge))
        {
            return hedge;
        }

        faults.Add(new(Hedging, "Must be true or false."));
        return null;
    }

    private static string[]? ReadTags(IHeaderDictionary headers, List<RequestFault> faults)
    {
        if (!headers.TryGetValue(Labels, out var values) || values.Count == 0)
        {
            return null;
        }

        string[] tags = [.. values.ToString().Split(',', StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
        if (tags.Length <= TagRules.Most && tags.All(static tag => TagRules.IsTag(tag)))
        {
            return tags;
        }

        faults.Add(new(Labels, TagRules.Rule));
        return null;
    }

    private static CacheWish? ReadCache(IHeaderDictionary headers, List<RequestFault> faults)
    {
        if (!headers.TryGetValue(Caching, out var values) || values.Count == 0)
        {
            return null;
        }

        switch (values.ToString().ToLowerInvariant())
        {
            case "on":
                return CacheWish.On;
            case "off":
                return CacheWish.Off;
            case "refresh":
                return CacheWish.Refresh;
            default:
                faults.Add(new(Caching, "Must be on, off or refresh."));
                return null;
        }
    }
}
