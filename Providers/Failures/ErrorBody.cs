using System.Text.Json;

namespace Providers.Failures;

/// <summary>What the body of an error says, as far as it can be read. Providers agree on no shape; some answer with HTML.</summary>
internal sealed record ErrorBody
{
    /// <summary>More than this is not read.</summary>
    public const int Limit = 16 * 1024;

    private const int LongestCode = 64;
    private const int LongestMessage = 1000;

    private static readonly ErrorBody Unknown = new();

    /// <summary>Machine-readable words: code, type, status, reason; lower case.</summary>
    public IReadOnlyList<string> Codes { get; private init; } = [];

    /// <summary>The text for people; empty when there is none.</summary>
    public string Message { get; private init; } = "";

    /// <summary>How long to wait, where the body says so instead of a header.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Unknown;
        }
    }

    public static ErrorBody Read(JsonElement root)
    {
        // Gemini answers with an array of one error.
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0];
        }

        var error = root.Member("error") ?? root;
        if (error.ValueKind == JsonValueKind.String)
        {
            return new() { Message = Clean(error.GetString()!) };
        }

        var codes = new List<string>();
        foreach (var name in (ReadOnlySpan<string>)["code", "type", "status", "param"])
        {
            AddCode(error.Text(name), codes);
        }

        TimeSpan? retryAfter = null;
        foreach (var detail in error.Items("details"))
        {
            AddCode(detail.Text("reason"), codes);
            retryAfter ??= Failures.RetryAfter.ReadDuration(detail.Text("retryDelay"));
        }

        return new() { Codes = codes, Message = Clean(MessageOf(error) ?? MessageOf(root) ?? ""), RetryAfter = retryAfter };
    }

    public bool Has(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Codes.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    public bool Says(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static string? MessageOf(JsonElement element) => element.Member("message") switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { } structure => structure.GetRawText(),
        null => element.Member("detail")?.ToString(),
    };

    private static void AddCode(string? code, List<string> codes)
    {
        if (code is { Length: > 0 and <= LongestCode } && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.'))
        {
            codes.Add(code.ToLowerInvariant());
        }
    }

    private static string Clean(string text)
    {
        var cut = text.Length > LongestMessage ? text[..LongestMessage] + "…" : text;
        return string.Create(cut.Length, cut, static (target, source) =>
        {
            for (var index = 0; index < source.Length; index++)
            {
                target[index] = char.IsControl(source[index]) ? ' ' : source[index];
            }
        });
    }
}
