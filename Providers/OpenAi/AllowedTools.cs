using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>
/// A <c>tool_choice</c> of the type <c>allowed_tools</c>: some of the tools offered, to be called or not. Other formats say the same by
/// offering no others.
/// </summary>
internal sealed class AllowedTools
{
    private readonly ImmutableHashSet<string> _names;

    private AllowedTools(JsonElement said, ImmutableHashSet<string> names)
    {
        _names = names;
        Choice = new(said.Text("mode") == "required" ? ToolChoiceMode.Required : ToolChoiceMode.Auto);
    }

    /// <summary>How free the model is among them.</summary>
    public ToolChoice Choice { get; }

    /// <returns>Null for any other choice, and where it names none, or more than functions.</returns>
    public static AllowedTools? Of(JsonElement? choice)
    {
        if (choice?.Text("type") != "allowed_tools" || choice.Value.Member("allowed_tools") is not { ValueKind: JsonValueKind.Object } said)
        {
            return null;
        }

        var names = said.Items("tools").Select(static tool => tool.Member("function")?.Text("name")).ToArray();
        return names.Length == 0 || names.Contains(null) ? null : new(said, [.. names!]);
    }

    /// <summary>Whether a tool is one of them.</summary>
    public bool Has(ToolDefinition tool) => _names.Contains(tool.Name);
}
