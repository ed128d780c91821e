using Router.Grpc.Admission;
using Router.Grpc.OpenAi;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Replaying;

namespace Router.Grpc.Explaining;

/// <summary>
/// <c>GET /v1/routing/decisions/{id}/explanation</c>, <c>…/replay</c>, <c>…/counterfactual</c> and
/// <c>GET /v1/routing/why-not?model=…&amp;decision=…</c>.
/// </summary>
internal sealed class DecisionQuestions(DecisionRecall recall, LedgerReaders readers)
{
    public Task ExplainAsync(HttpContext context) => AnswerAsync(context, Id(context), static (context, found) =>
        (RoutingPipeline.Decide(found.Input), found.Stored.IsRefusal) switch
        {
            (RoutingOutcome.Decided(var decision), false) => RoutingAnswer.WriteAsync(
                context, ExplanationJson.Of(Explanation.Of(found.Input, decision) with { DecisionId = found.Id, DecidedByEngine = found.Stored.Engine })),
            (RoutingOutcome.Refused(var error), true) => RoutingAnswer.WriteAsync(
                context, ExplanationJson.Of(ExplainedRefusal.Of(found.Input, error) with { DecisionId = found.Id, DecidedByEngine = found.Stored.Engine })),
            _ => OpenAiErrorWriter.WriteAsync(context, RecallErrors.EngineChanged(found)),
        });

    public Task ReplayAsync(HttpContext context) => AnswerAsync(context, Id(context), static (context, found) =>
        RoutingAnswer.WriteAsync(context, ExplanationJson.Of(Replay.Of(found.Stored, found.Input))));

    public Task CounterfactualAsync(HttpContext context) => AnswerAsync(context, Id(context), static (context, found) =>
        RoutingAnswer.WriteAsync(context, ExplanationJson.Of(Counterfactual.Nearest(found.Input))));

    public Task WhyNotAsync(HttpContext context) => AnswerAsync(context, context.Request.Query["decision"], static (context, found) =>
        RoutingAnswer.WriteAsync(context, ExplanationJson.Of(WhyNot.Of(found.Input, context.Request.Query["model"]) with { DecisionId = found.Id })));

    private static string? Id(HttpContext context) => (string?)context.Request.RouteValues["id"];

    private async Task AnswerAsync(HttpContext context, string? id, Func<HttpContext, Recalled.Found, Task> answer)
    {
        if (!readers.Admits(context.Request))
        {
            await OpenAiErrorWriter.WriteAsync(context, RecallErrors.NotAdmitted);
            return;
        }

        var recalled = await recall.FindAsync(id, context.RequestAborted);
        await (recalled is Recalled.Found found ? answer(context, found) : OpenAiErrorWriter.WriteAsync(context, RecallErrors.Of(recalled)));
    }
}
