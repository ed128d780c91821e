using Router.Grpc.Settings;
using ServiceDefaults.ControlPlane;

namespace Router.Grpc.Admission;

/// <summary>
/// Says who may ask about decisions by their id, which may be anybody's: where only this machine reaches the router, whoever is on it;
/// where other machines do, or callers need keys, whoever presents the service key or an admin key.
/// </summary>
internal sealed class LedgerReaders(ServiceKey key, RouterSettings settings)
{
    public const string Message =
        "Decisions of others are shown only with the service key in x-service-key or with an admin key, since other machines can reach this router or it serves keys.";

    public bool Admits(HttpRequest request) =>
        (key.IsLocalOnly && !settings.RequireKeys)
        || Caller.Of(request.HttpContext).IsAdmin
        || (key.Value is not null && key.Admits(request.Headers[ServiceKey.Header]));
}
