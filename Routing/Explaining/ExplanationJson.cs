using System.Text.Json;
using Routing.Replaying.Json;

namespace Routing.Explaining;

/// <summary>Explanations as JSON, with names in snake case.</summary>
public static class ExplanationJson
{
    /// <summary>Writes an explanation.</summary>
    public static byte[] Of(Explanation explanation) => JsonSerializer.SerializeToUtf8Bytes(explanation, RoutingJson.Plain.Explanation);

    /// <summary>Writes the nearest change; <c>null</c> when there is none.</summary>
    public static byte[] Of(Flip? flip) => flip is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(flip, RoutingJson.Plain.Flip);

    /// <summary>Writes why a model was not selected.</summary>
    public static byte[] Of(WhyNot answer) => JsonSerializer.SerializeToUtf8Bytes(answer, RoutingJson.Plain.WhyNot);
}
