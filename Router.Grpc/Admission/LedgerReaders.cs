using ServiceDefaults.ControlPlane;

namespace Router.Grpc.Admission;

/// <summary>
/// Says who may ask about decisions by their id, which may be anybody's: where only this machine reaches the router, whoever is on it;
/// where other machines do, whoever presents the service key.
/// </summary>
internal sealed class LedgerReaders(ServiceKey key)
{
    public const string Message =
        "Decisions of others are shown only with the service key in x-service-key, since other machines can reach this router.";

    public bool Admits(HttpRequest request) =>
        key.IsLocalOnly || (key.Value is not null && key.Admits(request.Headers[ServiceKey.Header]));
}
