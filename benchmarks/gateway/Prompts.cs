using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Benchmarks;

/// <summary>The requests sent, as bytes.</summary>
internal static class Prompts
{
    /// <summary>As the user's name: all chunks at once.</summary>
    public const string AtOnce = "at-once";

    /// <summary>As the user's name: a chunk now and then, and no end.</summary>
    public const string Endless = "endless";

    private const string Sentence = "A shop sells pens at 3 for 2 dollars; how many dollars do 17 pens cost, if every tenth one is free? ";

    public static byte[] Small { get; } = Body(1_024, stream: false);

    public static byte[] Large { get; } = Body(8 * 1_024, stream: false);

    public static byte[] Streamed { get; } = Body(1_024, stream: true);

    public static byte[] StreamedAtOnce { get; } = Body(1_024, stream: true, AtOnce);

    public static byte[] StreamedEndlessly { get; } = Body(1_024, stream: true, Endless);

    private static byte[] Body(int length, bool stream, string? user = null)
    {
        var content = string.Concat(Enumerable.Repeat(Sentence, (length / Sentence.Length) + 1))[..length];
        var body = new JsonObject
        {
            ["model"] = "auto",
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content }),
        };
        if (user is not null)
        {
            body["user"] = user;
        }

        return JsonSerializer.SerializeToUtf8Bytes(body);
    }
}
