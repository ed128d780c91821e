using System.Text.Json;
using Router.Grpc.Admission.Budgets;
using Routing.Decisions;
using Routing.Money.Budgets;

namespace Router.Grpc.OpenAi;

/// <summary>Why nothing may serve a request, as data: every candidate with its reason, and the smallest change that would admit one.</summary>
internal static class RefusalJson
{
    /// <summary>Writes members into the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, RoutingError error)
    {
        json.WriteStartArray("exclusions");
        foreach (var (deployment, reason, detail) in error.Exclusions)
        {
            json.WriteStartObject();
            json.WriteString("provider", deployment.Provider.Value);
            json.WriteString("model", deployment.Model);
            json.WriteString("reason", DecisionNames.Of(reason));
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (error.Relaxation is { } relaxation)
        {
            Write(json, relaxation);
        }
    }

    /// <summary>Writes which budget has no room for a request, how much is left of it and when it begins anew.</summary>
    public static void Write(Utf8JsonWriter json, BudgetRefusal refusal)
    {
        json.WriteStartObject("budget");
        json.WriteString("id", refusal.Budget.Id);
        json.WriteString("scope", BudgetNames.Of(refusal.Budget.Scope.Kind));
        json.WriteString("scope_id", refusal.Budget.Scope.Id);
        json.WriteString("period", BudgetNames.Of(refusal.Budget.Period));
        json.WriteNumber("limit_usd", refusal.Budget.Limit.Dollars);
        json.WriteNumber("left_usd", refusal.Left.Dollars);
        json.WriteNumber("needed_usd", refusal.Needed.Dollars);
        if (refusal.Window.End is { } end)
        {
            json.WriteString("resets_at", end);
        }
        else
        {
            json.WriteNull("resets_at");
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Relaxation relaxation)
    {
        json.WriteStartObject("relaxation");
        json.WriteString("provider", relaxation.Deployment.Provider.Value);
        json.WriteString("model", relaxation.Deployment.Model);
        json.WriteStartArray("steps");
        foreach (var (kind, value, text) in relaxation.Steps)
        {
            json.WriteStartObject();
            json.WriteString("change", DecisionNames.Of(kind));
            json.WriteString("value", value);
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
