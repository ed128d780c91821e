using System.Text.Json;
using System.Text.Json.Serialization;
using Routing.Catalog;
using Routing.Health;

namespace Routing.Replaying.Json;

/// <summary>Writes a catalog as its revision and content hash. Reading gives an empty one: the real one is found by these two.</summary>
internal sealed class CatalogReferenceConverter : JsonConverter<CatalogIndex>
{
    public const string Revision = "revision";
    public const string ContentHash = "content_hash";

    public override CatalogIndex Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        reader.Skip();
        return CatalogIndex.Empty;
    }

    public override void Write(Utf8JsonWriter writer, CatalogIndex value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Revision, value.Snapshot.Revision);
        writer.WriteString(ContentHash, value.ContentHash);
        writer.WriteEndObject();
    }
}

/// <summary>Writes a health view as its id. Reading gives the one that knows nothing: the real one is found by the id.</summary>
internal sealed class HealthReferenceConverter : JsonConverter<HealthView>
{
    public override HealthView Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => HealthView.Unknown;

    public override void Write(Utf8JsonWriter writer, HealthView value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
}

/// <summary>Writes the deployment of a candidate as its name; the catalog says the rest.</summary>
internal sealed class DeploymentNameConverter : JsonConverter<Deployment>
{
    public override Deployment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Decisions are made again, not read.");

    public override void Write(Utf8JsonWriter writer, Deployment value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id.ToString());
}

/// <summary>Writes the provider of a candidate as its name.</summary>
internal sealed class ProviderNameConverter : JsonConverter<Provider>
{
    public override Provider Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Decisions are made again, not read.");

    public override void Write(Utf8JsonWriter writer, Provider value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id.Value);
}
