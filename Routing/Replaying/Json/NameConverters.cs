using System.Text.Json;
using System.Text.Json.Serialization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Replaying.Json;

/// <summary>Providers as plain texts.</summary>
internal sealed class ProviderIdConverter : JsonConverter<ProviderId>
{
    public override ProviderId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ProviderId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Models as plain texts.</summary>
internal sealed class ModelIdConverter : JsonConverter<ModelId>
{
    public override ModelId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ModelId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Deployments as <c>provider/model</c>.</summary>
internal sealed class DeploymentIdConverter : JsonConverter<DeploymentId>
{
    public override DeploymentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DeploymentId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("A deployment is written provider/model.");

    public override void Write(Utf8JsonWriter writer, DeploymentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Sets of names as sorted lists, so that equal sets give equal texts.</summary>
internal sealed class NameSetConverter : JsonConverter<NameSet>
{
    public override NameSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var names = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(reader.GetString()!);
        }

        return new(names);
    }

    public override void Write(Utf8JsonWriter writer, NameSet value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value.Ordered)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
