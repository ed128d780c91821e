using System.Text.Json;
using Providers.Chat;
using Routing.Catalog;

namespace Providers.Anthropic;

/// <summary>Writes the body of <c>/v1/messages</c> from the canonical form and names what the format cannot say.</summary>
internal sealed class AnthropicBodyWriter(Conversation conversation, Deployment deployment, ParameterDefaults defaults)
{
    // The format wants a limit in every request. The smallest that any of its models allows, where nobody knows better.
    private const int LeastLimit = 4096;

    private const double LeastTopPOfThought = 0.95;

    // From then on Claude takes a temperature or a top_p, and refuses both at once.
    private static readonly (int, int) FirstOfOneSampler = (4, 1);

    private readonly SortedSet<string> _dropped = new(conversation.UnknownFields, StringComparer.Ordinal);

    public IReadOnlyList<string> Dropped => [.. _dropped];

    public SplicedContent Write(bool stream) => JsonBody.WriteContent(json => Write(json, stream));

    private void Write(Utf8JsonWriter json, bool stream)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, deployment.Id.Model);
        var limit = conversation.Parameters.MaxTokens ?? defaults.MaxTokens ?? KnownLimit(deployment);
        var thought = AnthropicThought.Of(conversation, deployment, limit);
        json.WriteNumber("max_tokens"u8, limit);
        if (stream)
        {
            json.WriteBoolean("stream"u8, true);
        }

        WriteSystem(json);
        new AnthropicMessageWriter(_dropped).Write(json, conversation.Messages);
        WriteTools(json);
        thought.Write(json);
        WriteParameters(json, thought);
        WriteOutput(json, thought);
        json.WriteEndObject();
    }

    internal static int KnownLimit(Deployment deployment) => deployment.MaxOutputTokens > 0 ? deployment.MaxOutputTokens : LeastLimit;

    // Instructions stand apart from the turns here; those given later in a conversation move to the front.
    private void WriteSystem(Utf8JsonWriter json)
    {
        var texts = conversation.Messages
            .Where(message => message.Role is ChatRole.System or ChatRole.Developer)
            .Select(message => message.Text)
            .Where(text => !text.IsEmpty);
        json.WriteOptional("system"u8, ChatText.Join(texts, "\n\n"));
    }

    private void WriteTools(Utf8JsonWriter json)
    {
        if (conversation.Tools.IsEmpty)
        {
            return;
        }

        // Who keeps to a schema in the answer does in calls as well.
        var isStrict = deployment.Capabilities.HasFlag(Capabilities.JsonSchema);
        Drop("tools.function.strict", !isStrict && conversation.Tools.Any(static tool => tool.Strict == true));
        json.WriteStartArray("tools"u8);
        foreach (var tool in conversation.Tools)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, tool.Name);
            json.WriteOptional("description", tool.Description);
            json.WritePropertyName("input_schema"u8);
            WriteArguments(json, tool.ParametersJson, isStrict && tool.Strict == true);
            json.WriteOptional("strict", isStrict && tool.Strict == true ? true : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteToolChoice(json);
    }

    // Arguments are an object here, and a schema that does not say so is refused.
    private void WriteArguments(Utf8JsonWriter json, string? schema, bool isStrict)
    {
        using var document = JsonDocument.Parse(schema ?? """{"type":"object","properties":{}}""");
        var root = document.RootElement;
        if (isStrict)
        {
            new AnthropicSchema(json, "tools.function.parameters", _dropped).Write(root, isArguments: true);
            return;
        }

        if (root.ValueKind != JsonValueKind.Object || root.Member("type") is not null)
        {
            root.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "object"u8);
        foreach (var member in root.EnumerateObject().Where(static member => member.Name != "type"))
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private void WriteToolChoice(Utf8JsonWriter json)
    {
        var oneByOne = conversation.Parameters.ParallelToolCalls == false;
        if (conversation.ToolChoice is null && !oneByOne)
        {
            return;
        }

        var mode = conversation.ToolChoice?.Mode ?? ToolChoiceMode.Auto;
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, mode switch
        {
            ToolChoiceMode.None => "none"u8,
            ToolChoiceMode.Required => "any"u8,
            ToolChoiceMode.Named => "tool"u8,
            _ => "auto"u8,
        });
        json.WriteOptional("name", mode == ToolChoiceMode.Named ? conversation.ToolChoice!.Name : null);
        json.WriteOptional("disable_parallel_tool_use", oneByOne && mode != ToolChoiceMode.None ? true : null);
        json.WriteEndObject();
    }

    private void WriteParameters(Utf8JsonWriter json, AnthropicThought thought)
    {
        // Who thinks is not to be told how freely, but for a top_p near 1.
        var parameters = conversation.Parameters;
        Drop("temperature", thought.IsAsked && parameters.Temperature is not (null or 1));
        Drop("top_p", thought.IsAsked && parameters.TopP < LeastTopPOfThought);
        if (thought.IsAsked)
        {
            parameters = parameters with { Temperature = null, TopP = parameters.TopP < LeastTopPOfThought ? null : parameters.TopP };
        }

        if (parameters is { Temperature: not null, TopP: not null } && TakesOneSampler())
        {
            _dropped.Add("top_p");
            parameters = parameters with { TopP = null };
        }

        var temperature = parameters.Temperature ?? (thought.IsAsked || parameters.TopP is not null || Refuses("temperature") ? null : defaults.Temperature);

        // The scale ends at 1 here; whoever asked for more is told that it was not taken at its word.
        Drop("temperature", parameters.Temperature > 1);
        json.WriteOptional("temperature", Taken("temperature", temperature is { } given ? Math.Min(given, 1) : null));
        json.WriteOptional("top_p", Taken("top_p", parameters.TopP));

        // White space alone ends nothing here.
        var stop = parameters.Stop.RemoveAll(string.IsNullOrWhiteSpace);
        json.WriteOptionalList("stop_sequences", stop);
        Drop("stop", stop.Length < parameters.Stop.Length);
        Drop("seed", parameters.Seed is not null);
        Drop("n", parameters.Choices > 1);
        Drop("logprobs", parameters.LogProbabilities);
        Drop("top_logprobs", parameters.TopLogProbabilities is not null);
        Drop("frequency_penalty", parameters.FrequencyPenalty is not (null or 0));
        Drop("presence_penalty", parameters.PresencePenalty is not (null or 0));
        Drop("reasoning_effort", parameters.ReasoningEffort is not (null or "none") && !thought.IsAsked);
    }

    private void WriteOutput(Utf8JsonWriter json, AnthropicThought thought)
    {
        var schema = deployment.Capabilities.HasFlag(Capabilities.JsonSchema) ? conversation.ResponseFormat?.SchemaJson : null;
        Drop("response_format", conversation.ResponseFormat is not null && schema is null);
        if (schema is null && thought.Effort is null)
        {
            return;
        }

        json.WriteStartObject("output_config"u8);
        json.WriteOptional("effort", thought.Effort);
        if (schema is not null)
        {
            json.WriteStartObject("format"u8);
            json.WriteString("type"u8, "json_schema"u8);
            json.WritePropertyName("schema"u8);
            using var document = JsonDocument.Parse(schema);
            new AnthropicSchema(json, "response_format.schema", _dropped).Write(document.RootElement);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private bool TakesOneSampler() => deployment.Id.Model.StartsWith("claude-", StringComparison.Ordinal)
        && (ModelVersion.Of(deployment.Id.Model) is not { } version || version.CompareTo(FirstOfOneSampler) >= 0);

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
