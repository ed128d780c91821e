using System.Buffers;
using System.Globalization;
using System.Text;
using Router.Grpc.Forwarding;

namespace Router.Grpc.OpenAi;

/// <summary>The headers that tell a caller how its request was routed.</summary>
internal static class RoutingHeaders
{
    /// <summary>How the names of all headers begin by which callers say something to the router.</summary>
    public const string Prefix = "x-routing-";

    public const string RequestId = "x-request-id";
    public const string Model = "x-routing-model";
    public const string Provider = "x-routing-provider";
    public const string Tier = "x-routing-tier";
    public const string Decision = "x-routing-decision";
    public const string Attempts = "x-routing-attempts";
    public const string Dropped = "x-routing-dropped";
    public const string Budget = "x-routing-budget";
    public const string Cache = "x-routing-cache";
    public const string Experiment = "x-routing-experiment";

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:@+!$&'()*,;=?#[]{}|^`<>\" ");

    /// <summary>Whether a caller says anything; most say nothing, and then there is no need to look for each header that he might have sent.</summary>
    public static bool AreIn(IHeaderDictionary headers)
    {
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is known before anything has answered.</summary>
    public static void WriteDecided(IHeaderDictionary headers, ChatCall call)
    {
        headers[RequestId] = call.RequestId;
        headers[Decision] = call.DecisionId;
        if (call.Reservation?.Warning is { } warning)
        {
            headers[Budget] = Encode(warning);
        }

        if (call.Decision.Tier is { } tier)
        {
            headers[Tier] = Encode(tier);
        }

        if (ExperimentValue(call) is { } experiment)
        {
            headers[Experiment] = experiment;
        }
    }

    /// <summary>Who answered.</summary>
    public static void WriteServed(IHeaderDictionary headers, Attempt attempt)
    {
        WriteDecided(headers, attempt.Call);
        var deployment = attempt.Candidate.Deployment.Id;
        headers[Model] = Encode(deployment.Model);
        headers[Provider] = Encode(deployment.Provider.Value);
        headers[Attempts] = Number(attempt.Call.Attempts);
        if (attempt.Dropped.Count > 0)
        {
            headers[Dropped] = DroppedHeader.ValueOf(attempt.Dropped);
        }

        if (CacheValue(attempt.Call) is { } cache)
        {
            headers[Cache] = cache;
        }
    }

    /// <summary>How often it was tried, where nobody answered.</summary>
    public static void WriteFailed(IHeaderDictionary headers, ChatCall call)
    {
        WriteDecided(headers, call);
        headers[Attempts] = Number(call.Attempts);
    }

    /// <summary>Percent-encodes whatever is not plain ASCII text, so that a name cannot end a header and begin another.</summary>
    public static string Encode(string value) => Encode(value, Plain);

    /// <summary>Percent-encodes every character but the given ones.</summary>
    public static string Encode(string value, SearchValues<char> plain)
    {
        if (!value.AsSpan().ContainsAnyExcept(plain))
        {
            return value;
        }

        var text = new StringBuilder();
        foreach (var one in Encoding.UTF8.GetBytes(value))
        {
            if (one < 0x80 && plain.Contains((char)one))
            {
                text.Append((char)one);
            }
            else
            {
                text.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return text.ToString();
    }

    /// <summary>What the cache of answers did; null where it was not asked.</summary>
    public static string? CacheValue(ChatCall call) => call.Cache switch
    {
        CacheUse.Hit => "hit",
        CacheUse.Miss => "miss",
        _ => null,
    };

    /// <summary>The experiment and the variant; null where the request took part in none.</summary>
    public static string? ExperimentValue(ChatCall call) => call.Decision.Experiment is { } part ? $"{part.Experiment}; variant={part.Variant}" : null;

    private static string Number(int number) => number == 1 ? "1" : number.ToString(CultureInfo.InvariantCulture);
}
