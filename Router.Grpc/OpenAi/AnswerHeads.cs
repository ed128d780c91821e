using Providers.OpenAi;
using Router.Grpc.Forwarding;

namespace Router.Grpc.OpenAi;

/// <summary>How an answer that had to be translated names itself.</summary>
internal static class AnswerHeads
{
    public static OpenAiAnswerHead Of(Attempt attempt, DateTimeOffset created) =>
        new("chatcmpl-" + attempt.EventId, attempt.Candidate.Deployment.Id.Model, created);
}
