using System.Runtime.InteropServices;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Anthropic;

/// <summary>Validates and counts a caller's turns. Kinds of blocks yet to come are the upstream's to judge.</summary>
internal static class AnthropicMessageChecks
{
    public static void Run(JsonElement root, FaultList faults, OpenAiFacts facts)
    {
        if (root.Member("messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            faults.Add("messages", "Required: a non-empty array of messages.");
            return;
        }

        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            CheckMessage(message, $"messages[{index++}]", faults, facts);
        }

        facts.MessageCount += index;
    }

    private static void CheckMessage(JsonElement message, string path, FaultList faults, OpenAiFacts facts)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, "Must be an object.");
            return;
        }

        if (message.Text("role") is not ("user" or "assistant"))
        {
            faults.Add(path + ".role", "Must be one of user, assistant. Instructions go into system.");
        }

        CheckContent(message.Member("content"), path + ".content", faults, facts);
    }

    private static void CheckContent(JsonElement? content, string path, FaultList faults, OpenAiFacts facts)
    {
        switch (content)
        {
            case { ValueKind: JsonValueKind.String } text:
                ElementChecks.Measure(text, facts);
                break;
            case { ValueKind: JsonValueKind.Array } blocks:
                var index = 0;
                foreach (var block in blocks.EnumerateArray())
                {
                    CheckBlock(block, $"{path}[{index++}].", faults, facts);
                }

                break;
            default:
                faults.Add(path, "Required: a string or an array of blocks.");
                break;
        }
    }

    private static void CheckBlock(JsonElement block, string path, FaultList faults, OpenAiFacts facts)
    {
        var checks = new ElementChecks(block, path, faults);
        switch (block.Text("type"))
        {
            case null:
                checks.Wrong("type", "a string: text, image, tool_use, tool_result, …");
                break;
            case "text" when checks.Needs("text"):
                ElementChecks.Measure(block.GetProperty("text"), facts);
                break;
            case "image":
                facts.ImageCount++;
                CheckSource(block, path, faults);
                break;
            case "document":
                facts.HasFiles |= !AnthropicWords.IsText(block);
                CheckSource(block, path, faults);
                break;
            case "thinking":
                checks.Needs("thinking");
                break;
            case "tool_use":
                checks.Needs("id");
                checks.Needs("name");
                facts.PromptBytes += block.Member("input") is { } input ? JsonMarshal.GetRawUtf8Value(input).Length : 0;
                break;
            case "tool_result":
                checks.Needs("tool_use_id");
                var before = facts.PromptBytes;
                if (block.Member("content") is { } result)
                {
                    CheckContent(result, path + "content", faults, facts);
                }

                facts.ToolResultBytes += facts.PromptBytes - before;
                break;
        }
    }

    private static void CheckSource(JsonElement block, string path, FaultList faults)
    {
        if (new ElementChecks(block, path, faults).Object("source") is not { } source)
        {
            if (block.Member("source") is null)
            {
                faults.Add(path + "source", "Required: an object.");
            }

            return;
        }

        var checks = new ElementChecks(source, path + "source.", faults);
        switch (source.Text("type"))
        {
            case null:
                checks.Wrong("type", "a string: base64, url, …");
                break;
            case "base64":
                checks.Needs("media_type");
                checks.Needs("data");
                break;
            case "url":
                checks.Needs("url");
                break;
        }
    }
}
