using Router.Grpc.OpenAi;
using Router.Grpc.Surfaces;
using Routing.Explaining;

namespace Router.Grpc.Explaining;

/// <summary><c>POST /v1/routing/explain</c>: how a chat would be decided, without sending it. The body is that of a chat.</summary>
internal sealed class ExplainEndpoint(ChatIntake intake, ChatCompletionsSurface chats)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await intake.ReadAsync(context, chats, sends: false) is { } call)
        {
            RoutingHeaders.WriteDecided(context.Response.Headers, call);
            await RoutingAnswer.WriteAsync(context, ExplanationJson.Of(ExplainedCall.Of(call)));
            LargeBody.GiveBack(context, call.Request);
        }
    }
}
