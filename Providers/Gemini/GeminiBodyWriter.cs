using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.Gemini;

/// <summary>Writes the body of <c>:generateContent</c> from the canonical form and names what the format cannot say.</summary>
internal sealed class GeminiBodyWriter(Conversation conversation, Deployment deployment, ParameterDefaults defaults)
{
    private const int MostStops = 5;

    private readonly SortedSet<string> _dropped = new(conversation.UnknownFields, StringComparer.Ordinal);

    public IReadOnlyList<string> Dropped => [.. _dropped];

    public SplicedContent Write() => JsonBody.WriteContent(Write);

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteSystem(json);
        new GeminiContentWriter(deployment.Id.Model, _dropped).Write(json, conversation.Messages);
        WriteTools(json);
        WriteConfiguration(json);
        json.WriteEndObject();
    }

    // Instructions stand apart from the turns here; those given later in a conversation move to the front.
    private void WriteSystem(Utf8JsonWriter json)
    {
        var texts = conversation.Messages
            .Where(message => message.Role is ChatRole.System or ChatRole.Developer)
            .Select(message => message.Text)
            .Where(text => !text.IsEmpty)
            .ToImmutableArray();
        if (texts.IsEmpty)
        {
            return;
        }

        json.WriteStartObject("systemInstruction"u8);
        json.WriteStartArray("parts"u8);
        foreach (var text in texts)
        {
            json.WriteStartObject();
            json.WriteText("text"u8, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTools(Utf8JsonWriter json)
    {
        if (conversation.Tools.IsEmpty)
        {
            return;
        }

        Drop("tools.function.strict", conversation.Tools.Any(tool => tool.Strict == true));
        Drop("parallel_tool_calls", conversation.Parameters.ParallelToolCalls == false);
        json.WriteStartArray("tools"u8);
        json.WriteStartObject();
        json.WriteStartArray("functionDeclarations"u8);
        foreach (var tool in conversation.Tools)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            json.WriteString("description"u8, tool.Description ?? "");
            json.WriteOptionalJson("parametersJsonSchema", tool.ParametersJson);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteToolChoice(json);
    }

    private void WriteToolChoice(Utf8JsonWriter json)
    {
        if (conversation.ToolChoice is not { } choice)
        {
            return;
        }

        json.WriteStartObject("toolConfig"u8);
        json.WriteStartObject("functionCallingConfig"u8);
        json.WriteString("mode"u8, choice.Mode switch
        {
            ToolChoiceMode.None => "NONE"u8,
            ToolChoiceMode.Required or ToolChoiceMode.Named => "ANY"u8,
            _ => "AUTO"u8,
        });
        if (choice is { Mode: ToolChoiceMode.Named, Name: { } name })
        {
            json.WriteOptionalList("allowedFunctionNames", [name]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteConfiguration(Utf8JsonWriter json)
    {
        var parameters = conversation.Parameters;
        json.WriteStartObject("generationConfig"u8);
        json.WriteOptional("maxOutputTokens", parameters.MaxTokens ?? defaults.MaxTokens);
        json.WriteOptional("temperature", Taken("temperature", parameters.Temperature) ?? DefaultTemperature());
        json.WriteOptional("topP", Taken("top_p", parameters.TopP));
        json.WriteOptional("seed", parameters.Seed is >= int.MinValue and <= int.MaxValue ? parameters.Seed : null);
        json.WriteOptional("frequencyPenalty", Taken("frequency_penalty", parameters.FrequencyPenalty));
        json.WriteOptional("presencePenalty", Taken("presence_penalty", parameters.PresencePenalty));
        ImmutableArray<string> stop = [.. parameters.Stop.Where(static word => word.Length > 0).Take(MostStops)];
        json.WriteOptionalList("stopSequences", stop);
        Drop("stop", stop.Length < parameters.Stop.Length);
        WriteLogProbabilities(json, parameters);
        Drop("n", parameters.Choices > 1);
        Drop("seed", parameters.Seed is < int.MinValue or > int.MaxValue);
        Drop("reasoning_effort", !GeminiThought.TryWrite(json, parameters.ReasoningEffort, deployment, parameters.MaxTokens ?? defaults.MaxTokens));
        if (conversation.ResponseFormat is { } format)
        {
            json.WriteString("responseMimeType"u8, "application/json"u8);
            json.WriteOptionalJson("responseJsonSchema", format.SchemaJson);
        }

        json.WriteEndObject();
    }

    private void WriteLogProbabilities(Utf8JsonWriter json, SamplingParameters parameters)
    {
        var isTold = parameters.LogProbabilities && deployment.Capabilities.HasFlag(Capabilities.LogProbabilities);
        Drop("logprobs", parameters.LogProbabilities && !isTold);
        Drop("top_logprobs", parameters.TopLogProbabilities is not null && !isTold);
        if (isTold)
        {
            json.WriteBoolean("responseLogprobs"u8, true);
            json.WriteOptional("logprobs", parameters.TopLogProbabilities);
        }
    }

    private double? DefaultTemperature() =>
        conversation.Parameters.Temperature is null && !Refuses("temperature") ? defaults.Temperature : null;

    // A parameter that the model refuses would turn the whole request away.
    private double? Taken(string parameter, double? value)
    {
        var isRefused = value is not null && Refuses(parameter);
        Drop(parameter, isRefused);
        return isRefused ? null : value;
    }

    private bool Refuses(string parameter) => deployment.UnsupportedParameters.Contains(parameter);

    private void Drop(string field, bool isSet)
    {
        if (isSet)
        {
            _dropped.Add(field);
        }
    }
}
