using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.OpenAi;

/// <summary>Writes a request body from the canonical form, for callers of another format.</summary>
internal static class OpenAiBodyWriter
{
    public static HttpContent Write(ChatRequest request, UpstreamTarget target, ProviderProfile profile, ParameterDefaults defaults) =>
        new SplicedContent([JsonBody.Write(json => Write(json, request, target.Deployment, profile, defaults))]);

    private static void Write(
        Utf8JsonWriter json, ChatRequest request, Deployment deployment, ProviderProfile profile, ParameterDefaults defaults)
    {
        var conversation = request.Conversation;
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.Id.Model);
        OpenAiMessageWriter.Write(json, conversation.Messages, profile);
        if (request.Stream)
        {
            json.WriteBoolean("stream"u8, true);
            if (profile.StreamUsage)
            {
                json.WriteStartObject("stream_options"u8);
                json.WriteBoolean("include_usage"u8, true);
                json.WriteEndObject();
            }
        }

        WriteTools(json, conversation);
        WriteParameters(json, conversation.Parameters, deployment, profile, defaults);
        WriteResponseFormat(json, conversation.ResponseFormat);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, Conversation conversation)
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

    private static void WriteParameters(
        Utf8JsonWriter json, SamplingParameters parameters, Deployment deployment, ProviderProfile profile, ParameterDefaults defaults)
    {
        var refused = deployment.UnsupportedParameters;
        var defaultTokens = refused.Contains(profile.MaxTokensField) ? null : defaults.MaxTokens;
        var defaultTemperature = refused.Contains("temperature") ? null : defaults.Temperature;
        json.WriteOptional(profile.MaxTokensField, parameters.MaxTokens ?? defaultTokens);
        json.WriteOptional("temperature", parameters.Temperature ?? defaultTemperature);
        json.WriteOptional("top_p", parameters.TopP);
        json.WriteOptional("seed", parameters.Seed);
        json.WriteOptional("frequency_penalty", parameters.FrequencyPenalty);
        json.WriteOptional("presence_penalty", parameters.PresencePenalty);
        json.WriteOptional("parallel_tool_calls", parameters.ParallelToolCalls);
        json.WriteOptional("reasoning_effort", parameters.ReasoningEffort);
        json.WriteOptionalList("stop", parameters.Stop);
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
