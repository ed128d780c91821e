using System.Text.Json;
using System.Text.Json.Serialization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Features;
using Routing.Health;

namespace Routing.Replaying.Json;

/// <summary>Moments in UTC, to the tick: the same moment in another zone is the same text.</summary>
internal sealed class MomentConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>The classifier's confidences as a list, in the order of <see cref="PromptCapability"/>.</summary>
internal sealed class ConfidencesConverter : JsonConverter<CapabilityConfidences>
{
    public override CapabilityConfidences Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var confidences = new CapabilityConfidences();
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i < CapabilityConfidences.Count)
            {
                confidences[i] = reader.GetInt32();
            }
        }

        return confidences;
    }

    public override void Write(Utf8JsonWriter writer, CapabilityConfidences value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var confidence in (ReadOnlySpan<int>)value)
        {
            writer.WriteNumberValue(confidence);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Capabilities by name, as in <c>chat, json_schema</c>.</summary>
internal sealed class CapabilitiesConverter() : JsonStringEnumConverter<Capabilities>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Circuits by name.</summary>
internal sealed class CircuitConverter() : JsonStringEnumConverter<CircuitState>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Roles by name.</summary>
internal sealed class RoleConverter() : JsonStringEnumConverter<CandidateRole>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Rules of resolution by name.</summary>
internal sealed class LevelConverter() : JsonStringEnumConverter<ResolvedBy>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Reasons of exclusion by name.</summary>
internal sealed class ReasonConverter() : JsonStringEnumConverter<ExclusionReason>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Kinds of refusal by name.</summary>
internal sealed class ErrorKindConverter() : JsonStringEnumConverter<RoutingErrorKind>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Standings by name.</summary>
internal sealed class StandingConverter() : JsonStringEnumConverter<StandingKind>(JsonNamingPolicy.SnakeCaseLower);
