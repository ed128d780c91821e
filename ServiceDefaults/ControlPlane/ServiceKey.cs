using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.ControlPlane;

/// <summary>The secret that the services of one stack share, from the setting <c>ServiceKey</c> or <c>ServiceKeyFile</c>.</summary>
public sealed class ServiceKey
{
    /// <summary>The header and gRPC metadata entry it travels in.</summary>
    public const string Header = "x-service-key";

    private readonly byte[]? _expected;

    private readonly IReadOnlyList<string> _open;

    private ServiceKey(string? value, IReadOnlyList<string> open)
    {
        _open = open;
        Value = string.IsNullOrWhiteSpace(value) ? null : value;
        _expected = Value is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(Value));
    }

    /// <summary>The secret; null when none is set.</summary>
    public string? Value { get; }

    /// <summary>Whether the service that holds it can be called from this machine alone.</summary>
    public bool IsLocalOnly => _open.Count == 0;

    /// <summary>Reads it from configuration.</summary>
    /// <exception cref="IOException">The file that <c>ServiceKeyFile</c> names cannot be read.</exception>
    public static ServiceKey From(IConfiguration configuration) => From(configuration, "ServiceKey");

    /// <summary>Reads a secret of another purpose, from the setting of that name or the file that the setting with <c>File</c> behind it names.</summary>
    internal static ServiceKey From(IConfiguration configuration, string setting) =>
        new(configuration[setting] ?? ReadFile(configuration[$"{setting}File"]), ListenAddresses.OffLoopback(configuration));

    /// <summary>Refuses to leave a control plane open to other machines.</summary>
    /// <exception cref="InvalidOperationException">Other machines could reach the service and no key is set.</exception>
    public void ThrowIfOpen()
    {
        if (Value is null && !IsLocalOnly)
        {
            throw new InvalidOperationException(
                $"Refusing to start: {string.Join(", ", _open)} can be reached from other machines and no service key is set. "
                + "Set ServiceKey (or ServiceKeyFile) to the same secret in every service, or listen on 127.0.0.1.");
        }
    }

    /// <summary>Whether a call that presents this secret, or none, may pass. The time it takes tells nothing of the secret.</summary>
    public bool Admits(string? presented) =>
        _expected is null
        || (presented is not null
            && CryptographicOperations.FixedTimeEquals(_expected, SHA256.HashData(Encoding.UTF8.GetBytes(presented))));

    private static string? ReadFile(string? path) => path is null ? null : File.ReadAllText(path).Trim();
}
