using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Catalog.Api.Curated;

/// <summary>Reads the JSON files of this folder, which travel inside the assembly.</summary>
internal static class CuratedFile
{
    private const string Prefix = "Curated/";

    // A misspelt field is a mistake in the data, so it fails instead of being skipped.
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Names of the files in a folder, in ordinal order.</summary>
    public static IEnumerable<string> Names(string folder) =>
        typeof(CuratedFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix + folder, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .Order(StringComparer.Ordinal);

    /// <summary>Changes when any of the files does.</summary>
    public static string ContentVersion()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Names(""))
        {
            using var stream = Open(name);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static T Read<T>(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<T>(stream, Format)
            ?? throw new JsonException($"The curated file {name} is empty.");
    }

    private static Stream Open(string name) =>
        typeof(CuratedFile).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new ArgumentException($"There is no curated file {name}.", nameof(name));
}
