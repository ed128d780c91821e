using Router.Grpc.Surfaces;

namespace Router.Grpc.Operating;

/// <summary>What operators are told when an order is not carried out.</summary>
internal static class OrderErrors
{
    public static readonly CallerError NotAdmitted = new(403, "permission_error", "service_key_needed", Operators.Message);

    public static readonly CallerError StoreAway =
        new(503, "api_error", "health_store_unavailable", "Redis does not answer, and orders hold on every router or on none. Nothing has changed; try again.");

    /// <returns>Null when it is carried out.</returns>
    public static CallerError? Of(OrderOutcome outcome, OrderedSubject ordered) => outcome switch
    {
        OrderOutcome.Unknown => new(404, "invalid_request_error", "deployment_not_found", Unknown(ordered)),
        OrderOutcome.StoreAway => StoreAway,
        _ => null,
    };

    public static string Unknown(OrderedSubject ordered) =>
        $"The catalog does not list {ordered.Provider}{(ordered.Model is null ? "" : "/" + ordered.Model)}. GET /v1/models lists what there is.";
}
