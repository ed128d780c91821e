using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Looks addresses up under <c>services:name:endpoint</c> and forgets what it found when configuration changes.</summary>
internal sealed class ConfiguredEndpoints : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ServiceDiscoveryOptions _options;
    private readonly IDisposable _changes;
    private ConcurrentDictionary<(string Scheme, string Host), EndpointRotation> _found = [];

    public ConfiguredEndpoints(IConfiguration configuration, IOptions<ServiceDiscoveryOptions> options)
    {
        _configuration = configuration;
        _options = options.Value;
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, () => _found = []);
    }

    /// <summary>The address to call in place of <paramref name="address"/>, which may be itself.</summary>
    public Uri Resolve(Uri address) =>
        _found.GetOrAdd((address.Scheme, address.Host), static (_, state) => state.self.Find(state.address), (self: this, address)).Resolve(address);

    public void Dispose() => _changes.Dispose();

    private EndpointRotation Find(Uri address)
    {
        var name = ServiceName.Parse(address);
        var schemes = _options.Allowed(name.Schemes);
        if (schemes.Length == 0)
        {
            throw new InvalidOperationException($"The scheme '{address.Scheme}' of '{address}' is not among the allowed ones.");
        }

        var service = _configuration.GetSection("Services").GetSection(name.Service);
        string[] candidates = name.Endpoint is null ? ["default", .. schemes] : [name.Endpoint];
        var section = candidates.Select(service.GetSection).FirstOrDefault(candidate => candidate.Exists());
        var endpoints = section is null ? [] : Values(section).Select(value => Parse(value, schemes[0], section.Path)).ToArray();

        // Of several schemes the first one that has an endpoint wins, and its endpoints only.
        var scheme = schemes.FirstOrDefault(candidate => endpoints.Any(endpoint => endpoint.Scheme == candidate));
        return new EndpointRotation(schemes[0], [.. endpoints.Where(endpoint => endpoint.Scheme == scheme)]);
    }

    private static IEnumerable<string?> Values(IConfigurationSection section) =>
        string.IsNullOrWhiteSpace(section.Value) ? section.GetChildren().Select(child => child.Value) : [section.Value];

    // "host:port" without a scheme is a value too; it takes the scheme asked for.
    private static Uri Parse(string? value, string scheme, string path) =>
        Uri.TryCreate(value?.Contains("://", StringComparison.Ordinal) is false ? $"{scheme}://{value}" : value, UriKind.Absolute, out var endpoint)
            ? endpoint
            : throw new KeyNotFoundException($"Configuration '{path}' holds '{value}', which is no address.");
}
