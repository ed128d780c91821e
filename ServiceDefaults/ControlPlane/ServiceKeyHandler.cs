namespace ServiceDefaults.ControlPlane;

/// <summary>Presents the service key with every call that a client makes.</summary>
internal sealed class ServiceKeyHandler(ServiceKey key) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (key.Value is not null)
        {
            request.Headers.TryAddWithoutValidation(ServiceKey.Header, key.Value);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
