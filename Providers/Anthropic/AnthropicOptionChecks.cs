using System.Runtime.InteropServices;
using System.Text.Json;
using Providers.Bodies;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Anthropic;

/// <summary>Validates what a caller's request says beside its turns. Unknown members are the upstream's to judge.</summary>
internal static class AnthropicOptionChecks
{
    public static void Run(JsonElement root, FaultList faults, OpenAiFacts facts)
    {
        var checks = new ElementChecks(root, "", faults);
        facts.MaxOutputTokens = checks.Count("max_tokens");
        checks.Number("temperature", 0, 1);
        checks.Number("top_p", 0, 1);
        checks.Count("top_k");
        checks.Texts("stop_sequences");
        checks.Object("metadata");
        if (checks.Object("thinking") is { } thinking)
        {
            new ElementChecks(thinking, "thinking.", faults).Needs("type");
        }

        CheckSystem(root, faults, facts);
        CheckTools(root, faults, facts);
        CheckToolChoice(checks, faults);
        facts.HasJsonSchema = AnthropicWords.OutputSchema(root) is not null;
    }

    private static void CheckSystem(JsonElement root, FaultList faults, OpenAiFacts facts)
    {
        switch (root.Member("system"))
        {
            case null:
                return;
            case { ValueKind: JsonValueKind.String } text:
                ElementChecks.Measure(text, facts);
                break;
            case { ValueKind: JsonValueKind.Array } blocks:
                var index = 0;
                foreach (var block in blocks.EnumerateArray())
                {
                    if (new ElementChecks(block, $"system[{index++}].", faults).Needs("text"))
                    {
                        ElementChecks.Measure(block.GetProperty("text"), facts);
                    }
                }

                break;
            default:
                faults.Add("system", "Must be a string or an array of text blocks.");
                break;
        }

        facts.MessageCount++;
    }

    private static void CheckTools(JsonElement root, FaultList faults, OpenAiFacts facts)
    {
        if (new ElementChecks(root, "", faults).Array("tools") is not { } tools)
        {
            return;
        }

        foreach (var tool in tools.EnumerateArray())
        {
            // Some of the provider's own tools are a type and no more.
            if (tool.Text("type") is null or "custom")
            {
                new ElementChecks(tool, $"tools[{facts.ToolCount}].", faults).Needs("name");
            }

            facts.ToolCount++;
        }

        facts.HasTools = facts.ToolCount > 0;
        facts.ToolBytes += JsonMarshal.GetRawUtf8Value(tools).Length;
    }

    private static void CheckToolChoice(ElementChecks root, FaultList faults)
    {
        if (root.Object("tool_choice") is not { } choice)
        {
            return;
        }

        var checks = new ElementChecks(choice, "tool_choice.", faults);
        var type = choice.Text("type");
        if (type is not ("auto" or "any" or "tool" or "none"))
        {
            checks.Wrong("type", "one of auto, any, tool, none");
        }
        else if (type == "tool")
        {
            checks.Needs("name");
        }
    }
}
