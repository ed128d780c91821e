namespace Catalog.Api.Filters;

/// <summary>Cuts a filter into words, operators and quoted texts.</summary>
internal static class FilterTokens
{
    private const string OperatorCharacters = "=!<>~";

    public static List<string> Read(string text, out string? fault)
    {
        fault = null;
        var tokens = new List<string>();
        var at = 0;
        while (at < text.Length)
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
                    fault = "has a quoted text without an end";
                    return tokens;
                }

                tokens.Add(text[(at + 1)..end]);
                at = end + 1;
            }
            else
            {
                var isOperator = OperatorCharacters.Contains(text[at], StringComparison.Ordinal);
                var end = at;
                while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '"'
                    && OperatorCharacters.Contains(text[end], StringComparison.Ordinal) == isOperator)
                {
                    end++;
                }

                tokens.Add(text[at..end]);
                at = end;
            }
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            fault = "contains the character U+0000";
        }

        return tokens;
    }
}
