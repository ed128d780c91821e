namespace Grpc.Net.ClientFactory;

/// <summary>Stands in for <c>Grpc.Net.ClientFactory.InterceptorScope</c>: how long an interceptor lives.</summary>
public enum InterceptorScope
{
    /// <summary>As long as the channel; all clients of the name share it.</summary>
    Channel,

    /// <summary>As long as one client, with that client's services.</summary>
    Client,
}
