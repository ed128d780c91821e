using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>Writes a request body from the canonical form, for callers of another format.</summary>
internal sealed class OpenAiBodyWriter(
    Conversation conversation, Deployment deployment, ProviderProfile profile, ParameterDefaults defaults)
{
    private readonly SortedSet<string> _dropped = new(conversation.UnknownFields, StringComparer.Ordinal);

    public IReadOnlyList<string> Dropped => [.. _dropped];

    public SplicedContent Write(bool stream) => JsonBody.WriteContent(json => Write(json, stream));

    private void Write(Utf8JsonWriter json, bool stream)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.Id.Model);
        OpenAiMessageWriter.Write(json, conversation.Messages, profile);
        if (stream)
        {
            json.WriteBoolean("stream"u8, true);
            if (profile.StreamUsage)
            {
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, true);
                json.WriteEndObject();
            }
        }

        DropParts();
        WriteTools(json);
        WriteParameters(json, conversation.Parameters);
        WriteResponseFormat(json, conversation.ResponseFormat);
        json.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter json)
    {
        if (conversation.Tools.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in conversation.Tools)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, tool.Name);
            json.WriteOptional("description", tool.Description);
            json.WriteOptionalJson("parameters", tool.ParametersJson);
            json.WriteOptional("strict", tool.Strict);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteToolChoice(json, conversation.ToolChoice);
    }

    private static void WriteToolChoice(Utf8JsonWriter json, ToolChoice? choice)
    {
        switch (choice?.Mode)
        {
            case null:
                return;
            case ToolChoiceMode.Named:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, choice.Name);
                json.WriteEndObject();
                json.WriteEndObject();
                return;
            case var mode:
                json.WriteString("tool_choice"u8, mode switch
                {
                    ToolChoiceMode.None => "none"u8,
                    ToolChoiceMode.Required => "required"u8,
                    _ => "auto"u8,
                });
                return;
        }
    }

    private void WriteParameters(Utf8JsonWriter json, SamplingParameters parameters)
    {
        var defaultTokens = Refuses(profile.MaxTokensField) ? null : defaults.MaxTokens;
        var defaultTemperature = Refuses("temperature") ? null : defaults.Temperature;
        json.WriteOptional(profile.MaxTokensField, parameters.MaxTokens ?? defaultTokens);
        json.WriteOptional("temperature", Taken("temperature", parameters.Temperature) ?? defaultTemperature);
        json.WriteOptional("top_p", Taken("top_p", parameters.TopP));
        json.WriteOptional("seed", parameters.Seed);
        json.WriteOptional("frequency_penalty", Taken("frequency_penalty", parameters.FrequencyPenalty));
        json.WriteOptional("presence_penalty", Taken("presence_penalty", parameters.PresencePenalty));
        json.WriteOptional("parallel_tool_calls", conversation.Tools.IsEmpty ? null : parameters.ParallelToolCalls);
        WriteEffort(json, parameters.ReasoningEffort);
        WriteStop(json, parameters.Stop);
        json.WriteOptional("n", parameters.Choices);
        WriteLogProbabilities(json, parameters);
    }

    private void WriteStop(Utf8JsonWriter json, ImmutableArray<string> stop)
    {
        ImmutableArray<string> taken = profile.MostStops is { } most ? [.. stop.Take(most)] : stop;
        json.WriteOptionalList("stop", taken);
        if (taken.Length < stop.Length)
        {
            _dropped.Add("stop");
        }
    }

    // Ollama's callers may wish for what the model cannot tell; all others are never sent to one that cannot.
    private void WriteLogProbabilities(Utf8JsonWriter json, SamplingParameters parameters)
    {
        if (!parameters.LogProbabilities)
        {
            return;
        }

        if (!deployment.Capabilities.HasFlag(Capabilities.LogProbabilities))
        {
            _dropped.UnionWith(parameters.TopLogProbabilities is null ? ["logprobs"] : ["logprobs", "top_logprobs"]);
            return;
        }

        json.WriteBoolean("logprobs"u8, true);
        json.WriteOptional("top_logprobs", parameters.TopLogProbabilities);
    }

    // A model that does not think refuses to be told how hard.
    private void WriteEffort(Utf8JsonWriter json, string? effort)
    {
        if (deployment.Capabilities.HasFlag(Capabilities.Reasoning))
        {
            json.WriteOptional("reasoning_effort", effort);
        }
        else if (effort is not null)
        {
            _dropped.Add("reasoning_effort");
        }
    }

    private double? Taken(string parameter, double? value)
    {
        if (value is null || !defaults.RouterChose || !Refuses(parameter))
        {
            return value;
        }

        _dropped.Add(parameter);
        return null;
    }

    private bool Refuses(string parameter) => deployment.UnsupportedParameters.Contains(parameter);

    private void DropParts()
    {
        foreach (var other in conversation.Messages.SelectMany(message => message.Content).OfType<OtherPart>())
        {
            _dropped.Add("messages.content." + other.Kind);
        }

        if (!profile.TakesSignatures && conversation.Messages.Any(static message => message.ToolCalls.Any(static call => call.Signature is not null)))
        {
            _dropped.Add(MessageEdits.Signature);
        }
    }

    private static void WriteResponseFormat(Utf8JsonWriter json, ResponseFormat? format)
    {
        if (format is null)
        {
            return;
        }

        json.WriteStartObject("response_format"u8);
        json.WriteString("type"u8, format.SchemaJson is null ? "json_object"u8 : "json_schema"u8);
        if (format.SchemaJson is not null)
        {
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, format.Name ?? "answer");
            json.WriteOptionalJson("schema", format.SchemaJson);
            json.WriteOptional("strict", format.Strict);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
