using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.Ollama;

/// <summary>Writes the body of <c>/api/chat</c> from the canonical form and names what the format cannot say.</summary>
internal sealed class OllamaBodyWriter(Conversation conversation, Deployment deployment, ParameterDefaults defaults)
{
    private readonly SortedSet<string> _dropped = new(conversation.UnknownFields, StringComparer.Ordinal);

    public IReadOnlyList<string> Dropped => [.. _dropped];

    public SplicedContent Write(bool stream) => JsonBody.WriteContent(json => Write(json, stream));

    private void Write(Utf8JsonWriter json, bool stream)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.Id.Model);
        json.WriteBoolean("stream"u8, stream);
        new OllamaMessageWriter(_dropped).Write(json, conversation.Messages);
        WriteTools(json);
        WriteFormat(json);
        WriteThinking(json);
        WriteLogProbabilities(json);
        WriteOptions(json);
        json.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter json)
    {
        // There is no tool_choice; to offer none is the one choice that can be said.
        var choice = conversation.ToolChoice?.Mode ?? ToolChoiceMode.Auto;
        if (conversation.Tools.IsEmpty || choice == ToolChoiceMode.None)
        {
            return;
        }

        Drop("tool_choice", choice != ToolChoiceMode.Auto);
        Drop("parallel_tool_calls", conversation.Parameters.ParallelToolCalls == false);
        Drop("tools.function.strict", conversation.Tools.Any(tool => tool.Strict == true));
        json.WriteStartArray("tools"u8);
        foreach (var tool in conversation.Tools)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, tool.Name);
            json.WriteString("description"u8, tool.Description ?? "");
            json.WriteOptionalJson("parameters", tool.ParametersJson ?? """{"type":"object","properties":{}}""");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteFormat(Utf8JsonWriter json)
    {
        if (conversation.ResponseFormat is { } format)
        {
            json.WritePropertyName("format"u8);
            json.WriteRawValue(format.SchemaJson ?? "\"json\"");
        }
    }

    private void WriteThinking(Utf8JsonWriter json)
    {
        // A model that cannot think refuses to be asked.
        if (conversation.Parameters.ReasoningEffort is not { } effort || !deployment.Capabilities.HasFlag(Capabilities.Reasoning))
        {
            Drop("reasoning_effort", conversation.Parameters.ReasoningEffort is not (null or "none"));
            return;
        }

        if (effort == "none")
        {
            json.WriteBoolean("think"u8, false);
        }
        else
        {
            json.WriteString("think"u8, effort is "low" or "medium" or "high" ? effort : effort == "minimal" ? "low" : "high");
        }
    }

    private void WriteLogProbabilities(Utf8JsonWriter json)
    {
        if (conversation.Parameters is { LogProbabilities: true, TopLogProbabilities: var most })
        {
            json.WriteBoolean("logprobs"u8, true);
            json.WriteOptional("top_logprobs", most);
        }
    }

    private void WriteOptions(Utf8JsonWriter json)
    {
        var parameters = conversation.Parameters;
        Drop("n", parameters.Choices > 1);
        json.WriteStartObject("options"u8);
        json.WriteOptional("num_predict", parameters.MaxTokens ?? defaults.MaxTokens);
        json.WriteOptional("temperature", parameters.Temperature ?? defaults.Temperature);
        json.WriteOptional("top_p", parameters.TopP);
        json.WriteOptional("seed", parameters.Seed);
        json.WriteOptional("frequency_penalty", parameters.FrequencyPenalty);
        json.WriteOptional("presence_penalty", parameters.PresencePenalty);
        json.WriteOptionalList("stop", parameters.Stop);
        json.WriteEndObject();
    }

    private void Drop(string field, bool isSet)
    {
        if (isSet)
        {
            _dropped.Add(field);
        }
    }
}
