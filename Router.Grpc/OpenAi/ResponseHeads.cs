using Providers.OpenAi.Responses;
using Router.Grpc.Forwarding;
using Routing.Catalog;

namespace Router.Grpc.OpenAi;

/// <summary>How a response names itself.</summary>
internal static class ResponseHeads
{
    public static ResponseHead Of(Attempt attempt, DateTimeOffset created) =>
        Of(attempt.EventId, attempt.Candidate.Deployment, created, attempt.Call);

    /// <summary>Of a response that nobody answered.</summary>
    public static ResponseHead Of(ChatCall call, DateTimeOffset created) =>
        Of(call.DecisionId, call.Decision.Primary.Deployment, created, call);

    private static ResponseHead Of(string id, Deployment deployment, DateTimeOffset created, ChatCall call) =>
        new(id.Replace("-", "", StringComparison.Ordinal), deployment.Id.Model, created, call.Request);
}
