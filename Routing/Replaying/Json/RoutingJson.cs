using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Health;

namespace Routing.Replaying.Json;

/// <summary>
/// How inputs, decisions and health are written down: every field by itself, so that one added later is kept as well.
/// What is computed from other fields is left out, and so is what is null.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(CatalogReferenceConverter),
        typeof(HealthReferenceConverter),
        typeof(NameSetConverter),
        typeof(ProviderIdConverter),
        typeof(ModelIdConverter),
        typeof(DeploymentIdConverter),
        typeof(DeploymentNameConverter),
        typeof(ProviderNameConverter),
        typeof(ConfidencesConverter),
        typeof(MomentConverter),
        typeof(CapabilitiesConverter),
        typeof(CircuitConverter),
        typeof(RoleConverter),
        typeof(LevelConverter),
        typeof(ReasonConverter),
        typeof(ErrorKindConverter),
        typeof(StandingConverter),
    ])]
[JsonSerializable(typeof(DecisionInput))]
[JsonSerializable(typeof(Decision))]
[JsonSerializable(typeof(RoutingError))]
[JsonSerializable(typeof(HealthState))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(ExplainedRefusal))]
[JsonSerializable(typeof(WhyNot))]
[JsonSerializable(typeof(Flip))]
internal sealed partial class RoutingJson : JsonSerializerContext
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Nobody puts these texts into HTML, and people read them.</summary>
    public static RoutingJson Plain => Readable.Context;

    // A class of its own, so that the generated defaults are there before it.
    private static class Readable
    {
        public static readonly RoutingJson Context = new(new(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        });
    }
}
