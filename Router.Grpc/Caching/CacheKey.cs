using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Providers.Streams;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Catalog;

namespace Router.Grpc.Caching;

/// <summary>
/// Two requests have the same key when the same caller would ask the same of the same deployment, whatever tier or
/// policy led there.
/// </summary>
/// <param name="Hash">SHA-256 in hexadecimal.</param>
internal readonly record struct CacheKey(string Hash)
{
    // Whoever changes what is hashed, or how answers are kept, changes this: answers of older routers are then not found.
    private const int Version = 2;

    public static CacheKey Of(ChatCall call, IOperation operation, CacheSharing sharing)
    {
        using var buffer = new BodyBuffer();
        using var json = new Utf8JsonWriter(buffer, new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("version"u8, Version);
        json.WriteString("for"u8, Owner(call.Caller, sharing));
        WriteTarget(json, call.Decision.Primary);
        WriteDefaults(json, call.Decision.AppliedParameters);
        json.WritePropertyName("request"u8);
        operation.WriteNormalForm(json);
        json.WriteEndObject();
        json.Flush();
        return new(Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan)));
    }

    // Whoever comes without a key is one caller more.
    private static string? Owner(Caller caller, CacheSharing sharing) => sharing switch
    {
        CacheSharing.Key => caller.KeyId,
        CacheSharing.Project => caller.ProjectId,
        CacheSharing.Organisation => caller.OrganisationId,
        CacheSharing.All => "",
        _ => throw new ArgumentOutOfRangeException(nameof(sharing), sharing, null),
    };

    private static void WriteTarget(Utf8JsonWriter json, Routing.Decisions.Candidate candidate)
    {
        var provider = candidate.Provider;
        json.WriteString("provider"u8, provider.Id.Value);
        json.WriteString("profile"u8, provider.Profile);
        json.WriteString("address"u8, provider.BaseUrl.OriginalString);
        json.WriteString("model"u8, candidate.Deployment.Id.Model);
        json.WriteStartArray("fixed"u8);
        foreach (var (name, value) in provider.Headers.Concat(provider.Parameters))
        {
            json.WriteStringValue(name);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteDefaults(Utf8JsonWriter json, TierParameters? defaults)
    {
        if (defaults is not null)
        {
            json.WritePropertyName("defaults"u8);
            JsonSerializer.Serialize(json, defaults);
        }
    }
}
