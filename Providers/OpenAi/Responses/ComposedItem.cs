using System.Text.RegularExpressions;

namespace Providers.OpenAi.Responses;

/// <summary>
/// Ids of items that <see cref="ResponseItems"/> composes of another format's answer. Nobody keeps such an item, so nobody can be
/// referred to it.
/// </summary>
internal static partial class ComposedItem
{
    [GeneratedRegex("^(msg|fc|rs)_[0-9a-f]{32}_[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }

    public static bool Is(string id) => Form.IsMatch(id);

    /// <summary>Whether it is that of the model's thoughts.</summary>
    public static bool IsThought(string? id) => id is not null && Is(id) && id.StartsWith("rs_", StringComparison.Ordinal);
}
