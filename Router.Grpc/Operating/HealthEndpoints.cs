using Providers.Chat;
using Router.Grpc.OpenAi;
using Router.Grpc.Settings;
using Router.Grpc.Surfaces;
using Routing.Health;

namespace Router.Grpc.Operating;

/// <summary>
/// <c>GET /v1/routing/health</c>, <c>GET /v1/routing/health/history</c>, <c>POST /v1/routing/health/isolate</c> and
/// <c>POST /v1/routing/health/reset</c>.
/// </summary>
internal sealed class HealthEndpoints(HealthOverviewReader overview, HealthOrders orders, Operators operators, RouterSettings settings)
{
    private const int LongestReason = 500;

    public Task ListAsync(HttpContext context) => AdmitAsync(context, () =>
        TryReadOperation(context, out var operation)
            ? Results.Json(overview.Read(Query(context, "provider"), operation), StrictBody.Format).ExecuteAsync(context)
            : RefuseAsync(context, "operation", "must be reach, chat or embed"));

    public Task HistoryAsync(HttpContext context) => AdmitAsync(context, async () =>
    {
        if (!TryReadOperation(context, out var operation))
        {
            await RefuseAsync(context, "operation", "must be reach, chat or embed");
            return;
        }

        var asked = new OrderedSubject(new(Query(context, "provider") ?? ""), Query(context, "model"), operation);
        if (asked.Fault is { } fault)
        {
            await RefuseAsync(context, "", fault);
            return;
        }

        // A model's history is that of its chats unless another operation is named.
        await (await orders.HistoryAsync(asked.Subjects.First(), context.RequestAborted) is { } events
            ? Results.Json(new { events }, StrictBody.Format).ExecuteAsync(context)
            : OpenAiErrorWriter.WriteAsync(context, OrderErrors.StoreAway));
    });

    public Task IsolateAsync(HttpContext context) => OrderAsync(context, reasonNeeded: true, orders.IsolateAsync);

    public Task ResetAsync(HttpContext context) => OrderAsync(context, reasonNeeded: false, orders.ResetAsync);

    private Task OrderAsync(
        HttpContext context, bool reasonNeeded, Func<OrderedSubject, string, string, CancellationToken, Task<OrderOutcome>> carryOut) => AdmitAsync(context, async () =>
    {
        if (await StrictBody.ReadAsync<GivenOrder>(context, settings) is not { } given)
        {
            return;
        }

        var ordered = new OrderedSubject(new(given.Provider ?? ""), given.Model, given.Operation);
        var reason = given.Reason ?? "";
        if (ordered.Fault is { } wrong)
        {
            await RefuseAsync(context, "", wrong);
            return;
        }

        if (reason.Length > LongestReason || (reasonNeeded && reason.Length == 0))
        {
            await RefuseAsync(context, "reason", $"must have 1 to {LongestReason} characters");
            return;
        }

        var outcome = await carryOut(ordered, reason, Operators.Name(context), context.RequestAborted);
        await (OrderErrors.Of(outcome, ordered) is { } error
            ? OpenAiErrorWriter.WriteAsync(context, error)
            : Results.Json(overview.Read(ordered.Provider.Value, ordered.Operation), StrictBody.Format).ExecuteAsync(context));
    });

    private Task AdmitAsync(HttpContext context, Func<Task> answer) =>
        operators.Admits(context) ? answer() : OpenAiErrorWriter.WriteAsync(context, OrderErrors.NotAdmitted);

    private static Task RefuseAsync(HttpContext context, string field, string fault) =>
        OpenAiErrorWriter.WriteAsync(context, CallerErrors.Of([new RequestFault(field, fault)]));

    private static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    private static bool TryReadOperation(HttpContext context, out HealthOperation? operation)
    {
        (operation, var known) = Query(context, "operation") switch
        {
            null => (default(HealthOperation?), true),
            "reach" => (HealthOperation.Reach, true),
            "chat" => (HealthOperation.Chat, true),
            "embed" => (HealthOperation.Embed, true),
            _ => (null, false),
        };
        return known;
    }

    private sealed record GivenOrder
    {
        public string? Provider { get; init; }

        public string? Model { get; init; }

        public HealthOperation? Operation { get; init; }

        public string? Reason { get; init; }
    }
}
