using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>Names what a request says that the canonical form has no place for, down to messages, their parts and tools.</summary>
internal static class OpenAiUnknownMembers
{
    public static IEnumerable<string> Of(JsonElement root)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Add(root, "", IsKnown, names);
        foreach (var message in root.Items("messages"))
        {
            Add(message, "messages.", static name => name is "role" or "content" or "name" or "tool_calls" or "tool_call_id" or "refusal", names);
            foreach (var part in message.Items("content").Where(static part => part.Text("type") is "text" or "refusal" or "image_url"))
            {
                Add(part, "messages.content.", static name => name is "type" or "text" or "refusal" or "image_url", names);
            }
        }

        foreach (var tool in root.Items("tools"))
        {
            Add(tool, "tools.", static name => name is "type" or "function", names);
            if (tool.Member("function") is { } function)
            {
                Add(function, "tools.function.", static name => name is "name" or "description" or "parameters" or "strict", names);
            }
        }

        if (root.Member("tool_choice") is { ValueKind: JsonValueKind.Object } choice && choice.Member("function") is null && AllowedTools.Of(choice) is null)
        {
            names.Add("tool_choice");
        }

        return names;
    }

    // What is null or empty says nothing; SDKs send turns back with all their members.
    private static void Add(JsonElement element, string path, Func<string, bool> isKnown, SortedSet<string> names)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (!isKnown(member.Name) && member.Value.ValueKind != JsonValueKind.Null
                && !(path.Length > 0 && member.Value.ValueKind == JsonValueKind.Array && member.Value.GetArrayLength() == 0))
            {
                names.Add(path + member.Name);
            }
        }
    }

    private static bool IsKnown(string name) => name is
        "model" or "messages" or "routing" or "stream" or "stream_options" or "tools" or "tool_choice" or "response_format"
        or "max_tokens" or "max_completion_tokens" or "temperature" or "top_p" or "stop" or "seed" or "frequency_penalty"
        or "presence_penalty" or "parallel_tool_calls" or "reasoning_effort" or "n" or "logprobs" or "top_logprobs";
}
