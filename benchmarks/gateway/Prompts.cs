using System.Text.Json;

namespace Gateway.Benchmarks;

/// <summary>The requests sent, as bytes.</summary>
internal static class Prompts
{
    private const string Sentence = "A shop sells pens at 3 for 2 dollars; how many dollars do 17 pens cost, if every tenth one is free? ";

    public static byte[] Small { get; } = Body(1_024, stream: false);

    public static byte[] Large { get; } = Body(8 * 1_024, stream: false);

    public static byte[] Streamed { get; } = Body(1_024, stream: true);

    private static byte[] Body(int length, bool stream) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        model = "auto",
        stream,
        messages = new[] { new { role = "user", content = string.Concat(Enumerable.Repeat(Sentence, (length / Sentence.Length) + 1))[..length] } },
    });
}
