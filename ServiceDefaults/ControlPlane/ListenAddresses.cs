using System.Net;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.ControlPlane;

/// <summary>The addresses that configuration tells a service to listen on, known before it starts.</summary>
public static class ListenAddresses
{
    /// <summary>Every configured address; empty when nothing is configured, which means loopback.</summary>
    public static IReadOnlyList<string> From(IConfiguration configuration)
    {
        // Kestrel's own endpoints override urls, and urls override the port lists.
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => endpoint["Url"]).OfType<string>().ToArray();
        if (endpoints.Length > 0)
        {
            return endpoints;
        }

        if (Split(configuration["urls"]) is { Length: > 0 } urls)
        {
            return urls;
        }

        return
        [
            .. Split(configuration["http_ports"]).Select(port => $"http://*:{port}"),
            .. Split(configuration["https_ports"]).Select(port => $"https://*:{port}"),
        ];
    }

    /// <summary>The configured addresses that other machines can reach.</summary>
    public static IReadOnlyList<string> OffLoopback(IConfiguration configuration) =>
        [.. From(configuration).Where(address => !IsLoopback(address))];

    private static bool IsLoopback(string address)
    {
        // Kestrel reads any host that is neither an IP address nor "localhost" as "every interface".
        var host = address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];
        if (host.StartsWith("unix:", StringComparison.Ordinal) || host.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return true;
        }

        host = host.Split('/')[0];
        host = host.StartsWith('[') ? host[1..host.IndexOf(']', StringComparison.Ordinal)] : host.Split(':')[0];
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
