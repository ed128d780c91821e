using System.Diagnostics.CodeAnalysis;

namespace Grpc.Net.ClientFactory;

/// <summary>Stands in for <c>Grpc.Net.ClientFactory.GrpcClientFactory</c>.</summary>
public abstract class GrpcClientFactory
{
    /// <summary>Stands in for <c>CreateClient</c>: a client as configured under that name.</summary>
    public abstract TClient CreateClient<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(string name)
        where TClient : class;
}
