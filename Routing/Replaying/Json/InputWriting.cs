using System.Text.Json;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Replaying.Json;

/// <summary>
/// Writes a <see cref="DecisionInput"/> as <see cref="RoutingJson"/> does, letter by letter, at a fraction of the cost: every request
/// is written down. What only few requests have is left to the serializer.
/// </summary>
internal static class InputWriting
{
    private static readonly byte[] NoHints = JsonSerializer.SerializeToUtf8Bytes(RoutingHints.None, RoutingJson.Plain.RoutingHints);
    /// <summary>Whether every property is written here; otherwise all of it is left to the serializer.</summary>
    public static readonly bool IsKnown =
        TextWriting.AreAllOf<DecisionInput>(
            nameof(DecisionInput.Index), nameof(DecisionInput.Selector), nameof(DecisionInput.Features), nameof(DecisionInput.Hints),
            nameof(DecisionInput.Session), nameof(DecisionInput.CredentialsHeld), nameof(DecisionInput.SupportedProfiles), nameof(DecisionInput.Health),
            nameof(DecisionInput.BudgetBand), nameof(DecisionInput.KeyScope), nameof(DecisionInput.KeyDefaultModel), nameof(DecisionInput.ProjectDefaultModel),
            nameof(DecisionInput.DefaultModel), nameof(DecisionInput.Experiment), nameof(DecisionInput.HasHardBudget), nameof(DecisionInput.Time))
        && TextWriting.AreAllOf<RequestFeatures>(
            nameof(RequestFeatures.EstimatedInputTokens), nameof(RequestFeatures.InputMillis), nameof(RequestFeatures.RequiredCapabilities), nameof(RequestFeatures.MaxOutputTokens),
            nameof(RequestFeatures.AnswerCount), nameof(RequestFeatures.MessageCount), nameof(RequestFeatures.PromptCharacters),
            nameof(RequestFeatures.PromptBytes), nameof(RequestFeatures.ToolCount), nameof(RequestFeatures.ToolBytes), nameof(RequestFeatures.ImageCount),
            nameof(RequestFeatures.DataBytes), nameof(RequestFeatures.Modalities), nameof(RequestFeatures.Prompt))
        && TextWriting.AreAllOf<PromptEstimate>(
            nameof(PromptEstimate.Version), nameof(PromptEstimate.Score), nameof(PromptEstimate.DifficultyMillis), nameof(PromptEstimate.GainMillis),
            nameof(PromptEstimate.FailureMillis), nameof(PromptEstimate.FamiliarityMillis), nameof(PromptEstimate.Capabilities),
            nameof(PromptEstimate.Languages), nameof(PromptEstimate.Question), nameof(PromptEstimate.Structure), nameof(PromptEstimate.Conditions));

    private static readonly CatalogReferenceConverter Catalogs = new();
    private static readonly NameSetConverter Sets = new();

    public static void Write(Utf8JsonWriter json, DecisionInput input)
    {
        if (!IsKnown)
        {
            JsonSerializer.Serialize(json, input, RoutingJson.Plain.DecisionInput);
            return;
        }

        var options = RoutingJson.Plain.Options;
        json.WriteStartObject();
        json.WritePropertyName("index"u8);
        Catalogs.Write(json, input.Index, options);
        json.WriteOptional("selector"u8, input.Selector);
        json.WritePropertyName("features"u8);
        Write(json, input.Features);
        json.WritePropertyName("hints"u8);
        Write(json, input.Hints);
        if (input.Session is { } session)
        {
            json.WritePropertyName("session"u8);
            JsonSerializer.Serialize(json, session, RoutingJson.Plain.SessionWarmth);
        }

        json.WritePropertyName("credentials_held"u8);
        Sets.Write(json, input.CredentialsHeld, options);
        json.WritePropertyName("supported_profiles"u8);
        Sets.Write(json, input.SupportedProfiles, options);
        json.WriteString("health"u8, input.Health.Id);
        if (input.Experiment is { } bucket)
        {
            json.WritePropertyName("experiment"u8);
            JsonSerializer.Serialize(json, bucket, RoutingJson.Plain.ExperimentBucket);
        }

        json.WriteEnum("budget_band"u8, input.BudgetBand);
        if (input.KeyScope is { } scope)
        {
            json.WritePropertyName("key_scope"u8);
            JsonSerializer.Serialize(json, scope, RoutingJson.Plain.KeyScope);
        }

        json.WriteOptional("key_default_model"u8, input.KeyDefaultModel);
        json.WriteOptional("project_default_model"u8, input.ProjectDefaultModel);
        json.WriteOptional("default_model"u8, input.DefaultModel);
        json.WriteBoolean("has_hard_budget"u8, input.HasHardBudget);
        json.WriteString("time"u8, input.Time.UtcDateTime);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RequestFeatures features)
    {
        json.WriteStartObject();
        json.WriteNumber("estimated_input_tokens"u8, features.EstimatedInputTokens);
        json.WriteNumber("input_millis"u8, features.InputMillis);
        json.WriteEnum("required_capabilities"u8, features.RequiredCapabilities);
        json.WriteOptional("max_output_tokens"u8, features.MaxOutputTokens);
        json.WriteNumber("answer_count"u8, features.AnswerCount);
        json.WriteNumber("message_count"u8, features.MessageCount);
        json.WriteNumber("prompt_characters"u8, features.PromptCharacters);
        json.WriteNumber("prompt_bytes"u8, features.PromptBytes);
        json.WriteNumber("tool_count"u8, features.ToolCount);
        json.WriteNumber("tool_bytes"u8, features.ToolBytes);
        json.WriteNumber("image_count"u8, features.ImageCount);
        json.WriteNumber("data_bytes"u8, features.DataBytes);
        json.WriteEnum("modalities"u8, features.Modalities);
        if (features.Prompt is { } prompt)
        {
            json.WritePropertyName("prompt"u8);
            Write(json, prompt);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in PromptEstimate prompt)
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, prompt.Version);
        json.WriteNumber("score"u8, prompt.Score);
        json.WriteNumber("difficulty_millis"u8, prompt.DifficultyMillis);
        json.WriteNumber("gain_millis"u8, prompt.GainMillis);
        json.WriteNumber("failure_millis"u8, prompt.FailureMillis);
        json.WriteNumber("familiarity_millis"u8, prompt.FamiliarityMillis);
        json.WriteStartArray("capabilities"u8);
        for (var i = 0; i < CapabilityConfidences.Count; i++)
        {
            json.WriteNumberValue(prompt.Capabilities[i]);
        }

        json.WriteEndArray();
        json.WriteEnum("languages"u8, prompt.Languages);
        json.WriteEnum("question"u8, prompt.Question);
        json.WriteEnum("structure"u8, prompt.Structure);
        json.WriteNumber("conditions"u8, prompt.Conditions);
        json.WriteEnums("labels"u8, prompt.Labels);
        json.WriteEnums("detected"u8, prompt.Detected);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RoutingHints hints)
    {
        if (ReferenceEquals(hints, RoutingHints.None))
        {
            json.WriteRawValue(NoHints, skipInputValidation: true);
        }
        else
        {
            JsonSerializer.Serialize(json, hints, RoutingJson.Plain.RoutingHints);
        }
    }
}
