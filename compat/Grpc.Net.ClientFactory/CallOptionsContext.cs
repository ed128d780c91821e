using Grpc.Core;

namespace Grpc.Net.ClientFactory;

/// <summary>Stands in for <c>Grpc.Net.ClientFactory.CallOptionsContext</c>: the options of a call about to be made.</summary>
public sealed class CallOptionsContext
{
    internal CallOptionsContext(CallOptions callOptions, IServiceProvider serviceProvider)
    {
        CallOptions = callOptions;
        ServiceProvider = serviceProvider;
    }

    /// <summary>Stands in for <c>CallOptions</c>.</summary>
    public CallOptions CallOptions { get; set; }

    /// <summary>Stands in for <c>ServiceProvider</c>: the client's services.</summary>
    public IServiceProvider ServiceProvider { get; }
}
