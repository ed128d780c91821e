using System.Collections.Immutable;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Credentials;
using Catalog.Api.Providers;
using Google.Protobuf.WellKnownTypes;

namespace Catalog.Api.Grpc;

/// <summary>Turns what is stored of a provider into its wire form, and its wire form into an edit.</summary>
internal static class ProviderWire
{
    private static readonly string[] Fields =
    [
        "name", "aliases", "profile", "base_url", "api_key_environment", "api_key_file", "api_key_stored", "headers", "parameters", "is_free",
        "enabled",
    ];

    public static Provider ToWire(ProviderView view) => new()
    {
        Id = view.Id,
        Name = view.Name,
        Aliases = { view.Aliases },
        Profile = view.Profile,
        BaseUrl = view.BaseUrl,
        ApiKeyEnvironment = view.ApiKeyEnvironment ?? "",
        ApiKeyFile = view.ApiKeyFile ?? "",
        ApiKeyStored = view.ApiKeyStored,
        Headers = { view.Headers },
        Parameters = { view.Parameters.ToDictionary(row => row.Key, row => JsonSerializer.Serialize(row.Value)) },
        IsFree = view.IsFree,
        Enabled = view.Enabled,
        Etag = view.Etag ?? "",
        Origin = view.Origin,
        Edited = { view.Edited },
        Models = view.Models,
        LastRefreshed = view.LastRefreshed is { } moment ? Timestamp.FromDateTimeOffset(moment) : null,
        StoredKey = view.StoredKey is { } stored ? ToWire(stored) : null,
        Routers = { view.Routers.Select(ToWire) },
    };

    /// <summary>Everything that is set in it, for a provider to be added.</summary>
    public static ProviderWrite ToWrite(Provider? wire, List<(string Field, string Fault)> faults) => Read(wire ?? new(), Populated(wire ?? new()), faults);

    /// <summary>The fields of the mask; those that are set when there is none.</summary>
    public static ProviderWrite ToWrite(Provider wire, FieldMask? mask, List<(string Field, string Fault)> faults)
    {
        var paths = mask switch
        {
            null or { Paths.Count: 0 } => Populated(wire),
            _ when mask.Paths.Contains("*") => Everything(wire),
            _ => mask.Paths.ToHashSet(StringComparer.Ordinal),
        };
        faults.AddRange(paths.Except(Fields).Select(path => ("update_mask", $"'{path}' is no field that can be edited; there are {string.Join(", ", Fields)}")));
        return Read(wire, paths, faults);
    }

    private static ProviderWrite Read(Provider wire, HashSet<string> paths, List<(string Field, string Fault)> faults) => new()
    {
        Name = paths.Contains("name") ? wire.Name : null,
        Aliases = paths.Contains("aliases") ? [.. wire.Aliases] : null,
        Profile = paths.Contains("profile") ? wire.Profile : null,
        BaseUrl = paths.Contains("base_url") ? wire.BaseUrl : null,
        ApiKeyEnvironment = paths.Contains("api_key_environment") ? wire.ApiKeyEnvironment : null,
        ApiKeyFile = paths.Contains("api_key_file") ? wire.ApiKeyFile : null,
        ApiKeyStored = paths.Contains("api_key_stored") ? wire.ApiKeyStored : null,
        Headers = paths.Contains("headers") ? wire.Headers.ToImmutableSortedDictionary(StringComparer.Ordinal) : null,
        Parameters = paths.Contains("parameters") ? Parameters(wire, faults) : null,
        IsFree = paths.Contains("is_free") ? wire.IsFree : null,
        Enabled = paths.Contains("enabled") ? wire.Enabled : null,
    };

    private static ImmutableSortedDictionary<string, JsonElement> Parameters(Provider wire, List<(string Field, string Fault)> faults)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, text) in wire.Parameters)
        {
            try
            {
                parameters[name] = JsonElement.Parse(text);
            }
            catch (JsonException)
            {
                faults.Add(($"parameters.{name}", "must be JSON text; a text needs its quotes"));
            }
        }

        return parameters.ToImmutable();
    }

    // An `enabled` that is not given is no wish to disable it.
    private static HashSet<string> Everything(Provider wire) => [.. Fields.Where(field => field != "enabled" || wire.HasEnabled)];

    private static HashSet<string> Populated(Provider wire) => [.. Fields.Where(field => field switch
    {
        "name" => wire.Name.Length > 0,
        "aliases" => wire.Aliases.Count > 0,
        "profile" => wire.Profile.Length > 0,
        "base_url" => wire.BaseUrl.Length > 0,
        "api_key_environment" => wire.ApiKeyEnvironment.Length > 0,
        "api_key_file" => wire.ApiKeyFile.Length > 0,
        "api_key_stored" => wire.ApiKeyStored,
        "headers" => wire.Headers.Count > 0,
        "parameters" => wire.Parameters.Count > 0,
        "is_free" => wire.IsFree,
        _ => wire.HasEnabled,
    })];

    private static StoredKey ToWire(StoredKeyView stored) => new()
    {
        SetAt = Timestamp.FromDateTimeOffset(stored.SetAt),
        SetBy = stored.SetBy,
        LastFour = stored.LastFour,
        Fingerprint = stored.Fingerprint,
    };

    private static RouterAvailability ToWire(RouterReport report) => new()
    {
        Router = report.Router,
        Obstacle = report.Unavailable ?? "",
        LastSeen = Timestamp.FromDateTimeOffset(report.LastSeen),
    };
}
