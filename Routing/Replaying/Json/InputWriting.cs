using System.Collections.Immutable;
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

    public static void Write(JsonPad json, DecisionInput input)
    {
        if (!IsKnown)
        {
            json.WriteJson(JsonSerializer.SerializeToUtf8Bytes(input, RoutingJson.Plain.DecisionInput));
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("index"u8);
        json.Write("revision"u8, input.Index.Snapshot.Revision);
        json.Write("content_hash"u8, input.Index.ContentHash);
        json.WriteEndObject();
        json.Write("selector"u8, input.Selector);
        json.WriteName("features"u8);
        Write(json, input.Features);
        json.WriteName("hints"u8);
        Write(json, input.Hints);
        if (input.Session is { } session)
        {
            json.Write("session"u8, session, RoutingJson.Plain.SessionWarmth);
        }

        json.Write("credentials_held"u8, input.CredentialsHeld.Json);
        json.Write("supported_profiles"u8, input.SupportedProfiles.Json);
        json.Write("health"u8, input.Health.Id);
        if (input.Experiment is { } bucket)
        {
            json.Write("experiment"u8, bucket, RoutingJson.Plain.ExperimentBucket);
        }

        json.Write("budget_band"u8, input.BudgetBand);
        if (input.KeyScope is { } scope)
        {
            json.Write("key_scope"u8, scope, RoutingJson.Plain.KeyScope);
        }

        json.Write("key_default_model"u8, input.KeyDefaultModel);
        json.Write("project_default_model"u8, input.ProjectDefaultModel);
        json.Write("default_model"u8, input.DefaultModel);
        json.Write("has_hard_budget"u8, input.HasHardBudget);
        json.Write("time"u8, input.Time);
        json.WriteEndObject();
    }

    private static void Write(JsonPad json, RequestFeatures features)
    {
        json.WriteStartObject();
        json.Write("estimated_input_tokens"u8, features.EstimatedInputTokens);
        json.Write("input_millis"u8, features.InputMillis);
        json.Write("required_capabilities"u8, features.RequiredCapabilities);
        json.Write("max_output_tokens"u8, features.MaxOutputTokens);
        json.Write("answer_count"u8, features.AnswerCount);
        json.Write("message_count"u8, features.MessageCount);
        json.Write("prompt_characters"u8, features.PromptCharacters);
        json.Write("prompt_bytes"u8, features.PromptBytes);
        json.Write("tool_count"u8, features.ToolCount);
        json.Write("tool_bytes"u8, features.ToolBytes);
        json.Write("image_count"u8, features.ImageCount);
        json.Write("data_bytes"u8, features.DataBytes);
        json.Write("modalities"u8, features.Modalities);
        if (features.Prompt is { } prompt)
        {
            json.WriteName("prompt"u8);
            Write(json, prompt);
        }

        json.WriteEndObject();
    }

    private static void Write(JsonPad json, in PromptEstimate prompt)
    {
        json.WriteStartObject();
        json.Write("version"u8, prompt.Version);
        json.Write("score"u8, prompt.Score);
        json.Write("difficulty_millis"u8, prompt.DifficultyMillis);
        json.Write("gain_millis"u8, prompt.GainMillis);
        json.Write("failure_millis"u8, prompt.FailureMillis);
        json.Write("familiarity_millis"u8, prompt.FamiliarityMillis);
        json.WriteStartArray("capabilities"u8);
        for (var i = 0; i < CapabilityConfidences.Count; i++)
        {
            json.WriteElement(prompt.Capabilities[i]);
        }

        json.WriteEndArray();
        json.Write("languages"u8, prompt.Languages);
        json.Write("question"u8, prompt.Question);
        json.Write("structure"u8, prompt.Structure);
        json.Write("conditions"u8, prompt.Conditions);
        Write(json, "labels"u8, prompt.Labels);
        Write(json, "detected"u8, prompt.Detected);
        json.WriteEndObject();
    }

    private static void Write(JsonPad json, RoutingHints hints) => json.WriteJson(
        ReferenceEquals(hints, RoutingHints.None) ? NoHints : JsonSerializer.SerializeToUtf8Bytes(hints, RoutingJson.Plain.RoutingHints));

    private static void Write<T>(JsonPad json, ReadOnlySpan<byte> name, ImmutableArray<T> values)
        where T : struct, Enum
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteJson(EnumTexts<T>.Of(value));
        }

        json.WriteEndArray();
    }
}
