using System.Text;

namespace Catalog.Api.Filters;

/// <summary>A word, an operator or a quoted text of a filter.</summary>
/// <param name="Text">What it says, without quotes.</param>
/// <param name="At">Where it begins; the first character is 1.</param>
/// <param name="Quoted">Whether it stands in quotes, so that it is a value and never a word of the language.</param>
internal readonly record struct FilterToken(string Text, int At, bool Quoted)
{
    public bool IsAnd => !Quoted && Text.Equals("and", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Cuts a filter into words, operators and quoted texts.</summary>
internal static class FilterTokens
{
    private const string OperatorCharacters = "=!<>~";

    public static List<FilterToken> Read(string text, out string? fault)
    {
        fault = Unusable(text);
        var tokens = new List<FilterToken>();
        var at = 0;
        while (at < text.Length && fault is null)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
            }
            else if (text[at] == '"')
            {
                var end = text.IndexOf('"', at + 1);
                if (end < 0)
                {
                    fault = $"at {at + 1}: has a quoted text without an end";
                    break;
                }

                tokens.Add(new(text[(at + 1)..end], at + 1, Quoted: true));
                at = end + 1;
            }
            else
            {
                var end = EndOfWord(text, at);
                tokens.Add(new(text[at..end], at + 1, Quoted: false));
                at = end;
            }
        }

        return tokens;
    }

    private static int EndOfWord(string text, int at)
    {
        var isOperator = OperatorCharacters.Contains(text[at], StringComparison.Ordinal);
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '"'
            && OperatorCharacters.Contains(text[end], StringComparison.Ordinal) == isOperator)
        {
            end++;
        }

        return end;
    }

    // PostgreSQL keeps no U+0000, and half a surrogate pair has no UTF-8.
    private static string? Unusable(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\0')
            {
                return $"at {at + 1}: contains the character U+0000";
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return $"at {at + 1}: contains half a character";
            }

            at += length;
        }

        return null;
    }
}
