using Router.Grpc.Admission;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Explaining;

/// <summary>What callers are told about decisions that cannot be shown.</summary>
internal static class RecallErrors
{
    private const string InvalidRequest = "invalid_request_error";

    public static readonly CallerError NotAdmitted = new(403, "permission_error", "service_key_needed", LedgerReaders.Message);

    public static CallerError Of(Recalled recalled) => recalled switch
    {
        Recalled.Unknown(var message) => new(404, InvalidRequest, "decision_not_found", message),
        Recalled.WithoutHistory(var message) => new(409, InvalidRequest, "history_missing", message),
        Recalled.CatalogAway(var message) => new(503, "api_error", "catalog_unavailable", message),
        _ => throw new ArgumentOutOfRangeException(nameof(recalled), recalled, null),
    };

    /// <summary>It was decided once and the rules of now would refuse it, or the other way round.</summary>
    public static CallerError EngineChanged(Recalled.Found found) => new(
        409,
        InvalidRequest,
        "engine_changed",
        $"Engine {found.Stored.Engine} {(found.Stored.IsRefusal ? "refused this request, the engine of now decides" : "decided this request, the engine of now refuses")} it. GET /v1/routing/decisions/{found.Id}/replay shows both.");
}
