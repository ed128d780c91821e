using System.Buffers;
using System.Text;
using System.Text.Json;
using Routing.Catalog;
using Routing.Replaying.Json;

namespace Routing.Health;

/// <summary>The states of a view as text; equal states give equal texts.</summary>
internal static class HealthContent
{
    public static string Write(IReadOnlyDictionary<DeploymentId, HealthState> states)
    {
        var ordered = states.ToArray();
        Array.Sort(ordered, static (left, right) => DeploymentOrder.ByName.Compare(left.Key, right.Key));

        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, RoutingJson.Writing);
        json.WriteStartArray();
        foreach (var (deployment, state) in ordered)
        {
            json.WriteStartObject();
            json.WriteString("provider", deployment.Provider.Value);
            json.WriteString("model", deployment.Model);
            json.WritePropertyName("state");
            JsonSerializer.Serialize(json, state, RoutingJson.Plain.HealthState);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Dictionary<DeploymentId, HealthState> Read(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.EnumerateArray().ToDictionary(
                static row => new DeploymentId(new(row.GetProperty("provider").GetString()!), row.GetProperty("model").GetString()!),
                static row => row.GetProperty("state").Deserialize(RoutingJson.Plain.HealthState)!);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("This is not the content of a health view.", e);
        }
    }
}
