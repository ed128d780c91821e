using System.Buffers;
using System.Text.Json;
using Routing.Replaying;
using Routing.Replaying.Json;

namespace Routing.Explaining;

/// <summary>Explanations as JSON, with names in snake case.</summary>
public static class ExplanationJson
{
    /// <summary>Writes an explanation.</summary>
    public static byte[] Of(Explanation explanation) => JsonSerializer.SerializeToUtf8Bytes(explanation, RoutingJson.Plain.Explanation);

    /// <summary>Writes why nothing could serve a request.</summary>
    public static byte[] Of(ExplainedRefusal refusal) => JsonSerializer.SerializeToUtf8Bytes(refusal, RoutingJson.Plain.ExplainedRefusal);

    /// <summary>Writes the nearest change; <c>null</c> when there is none.</summary>
    public static byte[] Of(Flip? flip) => flip is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(flip, RoutingJson.Plain.Flip);

    /// <summary>Writes how a decision repeats, with both results as they are kept.</summary>
    public static byte[] Of(Replay replay)
    {
        ArgumentNullException.ThrowIfNull(replay);
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, RoutingJson.Writing);
        json.WriteStartObject();
        json.WriteString("verdict", ExplanationNames.Of(replay.Verdict));
        json.WriteBoolean("same_decision", replay.SameDecision);
        json.WriteNumber("then_engine", replay.Then.Engine);
        json.WriteNumber("now_engine", replay.Now.Engine);
        json.WritePropertyName("then");
        json.WriteRawValue(replay.Then.Text);
        json.WritePropertyName("now");
        json.WriteRawValue(replay.Now.Text);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes why a model was not selected.</summary>
    public static byte[] Of(WhyNot answer) => JsonSerializer.SerializeToUtf8Bytes(answer, RoutingJson.Plain.WhyNot);
}
