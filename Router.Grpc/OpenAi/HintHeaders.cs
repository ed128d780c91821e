using Providers.Chat;
using Routing.Features;

namespace Router.Grpc.OpenAi;

/// <summary>What callers may say of the work in headers, where their wire format has no field for it. What the body says comes first.</summary>
internal static class HintHeaders
{
    private const string Agent = "x-routing-agent";
    private const string Execution = "x-routing-execution";
    private const string Session = "x-routing-session";
    private const string Policy = "x-routing-policy";
    private const int LongestId = 256;

    /// <summary>Fills in what the body left open.</summary>
    /// <param name="hints">What the body says.</param>
    /// <param name="headers">The request's headers.</param>
    /// <param name="faults">Takes every header that is at fault.</param>
    public static RoutingHints Complete(RoutingHints hints, IHeaderDictionary headers, List<RequestFault> faults)
    {
        var agent = hints.AgentId ?? Value(headers, Agent);
        var execution = hints.ExecutionId ?? Value(headers, Execution);
        var session = hints.SessionId ?? SessionId(headers, faults);
        var policy = hints.Policy ?? Value(headers, Policy);
        var requirements = RequirementHeaders.Complete(hints.Requirements, headers, faults);
        return ReferenceEquals(agent, hints.AgentId) && ReferenceEquals(execution, hints.ExecutionId) && ReferenceEquals(session, hints.SessionId)
            && ReferenceEquals(policy, hints.Policy) && ReferenceEquals(requirements, hints.Requirements)
            ? hints
            : hints with { AgentId = agent, ExecutionId = execution, SessionId = session, Policy = policy, Requirements = requirements };
    }

    // A session that is cut off or dropped would quietly be another one.
    private static string? SessionId(IHeaderDictionary headers, List<RequestFault> faults)
    {
        if (!headers.TryGetValue(Session, out var values) || values.Count == 0)
        {
            return null;
        }

        if (values is [{ Length: > 0 and <= RequirementLimits.LongestSessionId } value])
        {
            return value;
        }

        faults.Add(new(Session, RequirementLimits.SessionRule));
        return null;
    }

    // These ids end up in every row of the ledger; what is longer is no id.
    private static string? Value(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) && values is [{ Length: > 0 and <= LongestId } value] ? value : null;
}
