using Google.Protobuf.WellKnownTypes;
using Providers.Chat;
using Router.Grpc.Grpc.Payloads;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Reads conversations from their wire form and finds everything that is wrong with them.</summary>
internal static class ConversationReader
{
    private const string Field = "conversation";

    public static Conversation Read(Wire.Conversation? conversation, LongTexts texts, List<RequestFault> faults)
    {
        if (conversation is null || conversation.Messages.Count == 0)
        {
            faults.Add(new($"{Field}.messages", "At least one message is needed."));
            return new() { Messages = [] };
        }

        return new()
        {
            Messages = [.. conversation.Messages.Select((message, i) => MessageReader.Read(message, i, texts, $"{Field}.messages[{i}]", faults))],
            Tools = [.. conversation.Tools.Select((tool, i) => ReadTool(tool, $"{Field}.tools[{i}]", faults))],
            ToolChoice = ReadToolChoice(conversation.ToolChoice),
            Parameters = ReadParameters(conversation.Parameters, faults),
            ResponseFormat = ReadFormat(conversation.ResponseFormat, faults),
        };
    }

    private static ToolDefinition ReadTool(Wire.Tool tool, string field, List<RequestFault> faults)
    {
        if (tool.Name.Length == 0)
        {
            faults.Add(new($"{field}.name", "A tool needs a name."));
        }

        return new(tool.Name)
        {
            Description = tool.Description.Length > 0 ? tool.Description : null,
            ParametersJson = JsonOf(tool.Parameters),
            Strict = tool.HasStrict ? tool.Strict : null,
        };
    }

    private static ToolChoice? ReadToolChoice(string choice) => choice switch
    {
        "" => null,
        "auto" => new(ToolChoiceMode.Auto),
        "none" => new(ToolChoiceMode.None),
        "required" => new(ToolChoiceMode.Required),
        var name => new(ToolChoiceMode.Named, name),
    };

    private static SamplingParameters ReadParameters(Wire.SamplingParameters? parameters, List<RequestFault> faults)
    {
        if (parameters is null)
        {
            return new();
        }

        Check(!parameters.HasMaxTokens || parameters.MaxTokens > 0, "max_tokens", "Must be at least 1.", faults);
        Check(!parameters.HasTemperature || parameters.Temperature is >= 0 and <= 2, "temperature", "Must be from 0 to 2.", faults);
        Check(!parameters.HasTopP || parameters.TopP is >= 0 and <= 1, "top_p", "Must be from 0 to 1.", faults);
        Check(!parameters.HasFrequencyPenalty || parameters.FrequencyPenalty is >= -2 and <= 2, "frequency_penalty", "Must be from -2 to 2.", faults);
        Check(!parameters.HasPresencePenalty || parameters.PresencePenalty is >= -2 and <= 2, "presence_penalty", "Must be from -2 to 2.", faults);
        Check(parameters.Stop.Count <= 4, "stop", "At most four texts.", faults);
        Check(!parameters.HasN || parameters.N is >= 1 and <= 128, "n", "Must be from 1 to 128.", faults);
        Check(!parameters.HasTopLogprobs || parameters.TopLogprobs is >= 0 and <= 20, "top_logprobs", "Must be from 0 to 20.", faults);
        Check(!parameters.HasTopLogprobs || parameters.Logprobs, "top_logprobs", "Needs logprobs.", faults);
        return new()
        {
            MaxTokens = parameters.HasMaxTokens ? parameters.MaxTokens : null,
            Temperature = parameters.HasTemperature ? parameters.Temperature : null,
            TopP = parameters.HasTopP ? parameters.TopP : null,
            Stop = [.. parameters.Stop],
            Seed = parameters.HasSeed ? parameters.Seed : null,
            FrequencyPenalty = parameters.HasFrequencyPenalty ? parameters.FrequencyPenalty : null,
            PresencePenalty = parameters.HasPresencePenalty ? parameters.PresencePenalty : null,
            ParallelToolCalls = parameters.HasParallelToolCalls ? parameters.ParallelToolCalls : null,
            ReasoningEffort = parameters.ReasoningEffort.Length > 0 ? parameters.ReasoningEffort : null,
            Choices = parameters.HasN ? parameters.N : null,
            LogProbabilities = parameters.Logprobs,
            TopLogProbabilities = parameters.HasTopLogprobs ? parameters.TopLogprobs : null,
        };
    }

    private static ResponseFormat? ReadFormat(Wire.ResponseFormat? format, List<RequestFault> faults)
    {
        if (format is null)
        {
            return null;
        }

        if (format.Type is not ("json_object" or "json_schema"))
        {
            faults.Add(new($"{Field}.response_format.type", "Must be json_object or json_schema."));
        }
        else if (format.Type == "json_schema" && format.Schema is null)
        {
            faults.Add(new($"{Field}.response_format.schema", "Is needed for json_schema."));
        }

        return new()
        {
            Name = format.Name.Length > 0 ? format.Name : null,
            SchemaJson = JsonOf(format.Schema),
            Strict = format.HasStrict ? format.Strict : null,
        };
    }

    private static void Check(bool holds, string parameter, string message, List<RequestFault> faults)
    {
        if (!holds)
        {
            faults.Add(new($"{Field}.parameters.{parameter}", message));
        }
    }

    private static string? JsonOf(Struct? value) => value?.ToString();
}
