using System.Runtime.InteropServices;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Ollama;

/// <summary>Validates and counts what a caller sends. Unknown members are the upstream's to judge.</summary>
internal static class OllamaChecks
{
    /// <summary>What chats and prompts have in common.</summary>
    /// <returns>The selector, and whether the answer is to come in pieces: unless told otherwise it is.</returns>
    public static (string? Model, bool Stream) RunCommon(JsonElement root, FaultList faults, OpenAiFacts facts)
    {
        var checks = new ElementChecks(root, "", faults);
        if (checks.Object("options") is { } options)
        {
            var limit = options.Whole("num_predict");
            facts.MaxOutputTokens = limit is > 0 and <= int.MaxValue ? (int)limit : null;
            new ElementChecks(options, "options.", faults).Number("temperature", 0, 2);
        }

        switch (root.Member("format"))
        {
            case null or { ValueKind: JsonValueKind.String }:
                break;
            case { ValueKind: JsonValueKind.Object }:
                facts.HasJsonSchema = true;
                break;
            default:
                checks.Wrong("format", "\"json\" or a JSON schema");
                break;
        }

        if (root.Member("think") is { ValueKind: not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.String) })
        {
            checks.Wrong("think", "true, false, or one of low, medium, high");
        }

        var model = checks.Text("model");
        return (string.IsNullOrEmpty(model) ? null : model, checks.Flag("stream") != false);
    }

    public static void RunPrompt(JsonElement root, FaultList faults)
    {
        var checks = new ElementChecks(root, "", faults);
        checks.Needs("prompt");
        checks.HasText("system");
        checks.Texts("images");
        if (checks.Flag("raw") == true)
        {
            checks.Wrong("raw", "false: the router serves models of many providers, who apply templates of their own");
        }

        if (checks.Text("suffix") is { Length: > 0 })
        {
            checks.Wrong("suffix", "absent: text cannot be filled in between a prompt and a suffix here");
        }
    }

    public static void RunMessages(JsonElement root, FaultList faults, OpenAiFacts facts)
    {
        if (root.Member("messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            faults.Add("messages", "Required: a non-empty array of messages.");
            return;
        }

        foreach (var message in messages.EnumerateArray())
        {
            RunMessage(message, $"messages[{facts.MessageCount++}]", faults, facts);
        }

        if (new ElementChecks(root, "", faults).Array("tools") is { } tools)
        {
            foreach (var tool in tools.EnumerateArray())
            {
                new ElementChecks(tool.Member("function") ?? default, $"tools[{facts.ToolCount++}].function.", faults).Needs("name");
            }

            facts.HasTools = facts.ToolCount > 0;
            facts.ToolBytes += JsonMarshal.GetRawUtf8Value(tools).Length;
        }
    }

    private static void RunMessage(JsonElement message, string path, FaultList faults, OpenAiFacts facts)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, "Must be an object.");
            return;
        }

        var checks = new ElementChecks(message, path + ".", faults);
        var role = message.Text("role");
        if (role is not ("system" or "user" or "assistant" or "tool"))
        {
            checks.Wrong("role", "one of system, user, assistant, tool");
        }

        var before = facts.PromptBytes;
        if (checks.HasText("content"))
        {
            ElementChecks.Measure(message.GetProperty("content"), facts);
        }

        facts.ToolResultBytes += role == "tool" ? facts.PromptBytes - before : 0;
        checks.Texts("images");
        facts.ImageCount += message.Items("images").Count();
        var call = 0;
        foreach (var one in checks.Array("tool_calls") is { } calls ? calls.EnumerateArray() : default)
        {
            var function = one.Member("function") ?? default;
            new ElementChecks(function, $"{path}.tool_calls[{call++}].function.", faults).Needs("name");
            facts.PromptBytes += function.Member("arguments") is { } arguments ? JsonMarshal.GetRawUtf8Value(arguments).Length : 0;
        }
    }
}
