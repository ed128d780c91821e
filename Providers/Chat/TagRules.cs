namespace Providers.Chat;

/// <summary>What a caller's own label of a request may be. The ledger sums up by each, so that they must stay few and short.</summary>
public static class TagRules
{
    /// <summary>Most labels of one request.</summary>
    public const int Most = 16;

    /// <summary>Longest label, in characters.</summary>
    public const int Longest = 64;

    /// <summary>The same in words.</summary>
    public const string Rule = "At most 16 labels between commas, each of 1 to 64 characters that can be seen.";

    /// <summary>Whether a text may be a label.</summary>
    public static bool IsTag(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || character == ',')
            {
                return false;
            }
        }

        return text.Length is > 0 and <= Longest;
    }
}
