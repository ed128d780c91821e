using System.Security.Cryptography;
using System.Text;

namespace Providers;

/// <summary>
/// Ids of tool calls that came from one provider and go to another with rules of its own. The same id becomes the same again in
/// every turn, so that calls and results find each other without anything being remembered.
/// </summary>
internal static class ToolCallIds
{
    private const int NineCharacters = 9;
    private const int Longest = 40;
    private const int HashCharacters = 24;

    public static string Fit(string id, ToolCallIdRule rule) => Fits(id, rule) ? id
        : rule == ToolCallIdRule.Nine ? Hash(id)[..NineCharacters]
        : "call_" + Hash(id)[..HashCharacters];

    private static bool Fits(string id, ToolCallIdRule rule) => rule switch
    {
        ToolCallIdRule.UpTo40 => id.Length is > 0 and <= Longest,
        ToolCallIdRule.Word => id.Length > 0 && id.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-'),
        ToolCallIdRule.Nine => id.Length == NineCharacters && id.All(char.IsAsciiLetterOrDigit),
        _ => true,
    };

    private static string Hash(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
