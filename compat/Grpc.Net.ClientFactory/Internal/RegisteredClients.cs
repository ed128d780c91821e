using Microsoft.Extensions.DependencyInjection;

namespace Grpc.Net.ClientFactory.Internal;

/// <summary>The client names of one service collection, kept in it so that mistakes show while services are added.</summary>
internal sealed class RegisteredClients
{
    private readonly Dictionary<string, Type> _types = [];

    public static RegisteredClients? In(IServiceCollection services) =>
        services.Select(service => service.ImplementationInstance).OfType<RegisteredClients>().FirstOrDefault();

    public bool Contains(string? name) => name is not null && _types.ContainsKey(name);

    public void Add(string name, Type client)
    {
        if (_types.TryGetValue(name, out var other) && other != client)
        {
            throw new InvalidOperationException(
                $"The gRPC client name '{name}' stands for {other.FullName} already; give {client.FullName} a name of its own.");
        }

        _types[name] = client;
    }
}
