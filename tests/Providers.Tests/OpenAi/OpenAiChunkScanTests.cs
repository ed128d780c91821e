using System.Text;
using Providers.Chat;
using Providers.Failures;
using Providers.OpenAi;
using Providers.Tests.Fuzzing;
using Routing.Money;

namespace Providers.Tests.OpenAi;

public sealed class OpenAiChunkScanTests
{
    private const int Seed = 20260107;

    private static readonly int Inputs = Environment.GetEnvironmentVariable("LONG_TESTS") is null ? 5_000 : 100_000;

    private static readonly string[] Chunks =
    [
        """{"id":"1","choices":[{"index":0,"delta":{"content":"TEXT"},"finish_reason":null}]}""",
        """{"id":"1","choices":[{"index":0,"delta":{"reasoning_content":"TEXT"},"finish_reason":null}]}""",
        """{"content":"abcd","choices":[{"index":0,"delta":{"reasoning":"TEXT","content":""}}],"x":"\"content\":\""}""",
        """{"choices":[{"index":0,"delta":{"content":"TEXT"}},{"index":1,"delta":{"content":"TEXT"}}]}""",
        """{"choices":[{"index":0,"delta":{"content":"TEXT"},"finish_reason":"stop"}]}""",
        """{"choices":[{"index":0,"delta":{"content":"TEXT"}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""",
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"TEXT"}}]}}]}""",
        """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}""",
    ];

    private static readonly string[] Texts =
        ["", "a", " word", "grüße 😀", "a\\nb", "\\\"", "\\u00fc", "\\ud83d", "\"", "\\", "\n", "\u0001", "\"},\"finish_reason\":\"stop\",\"x\":{\"y\":\"", "\"}}],\"error\":{\"message\":\"x\"},\"z\":[{\"w\":{\"v\":\""];

    [Fact]
    public void A_chunk_like_the_one_before_says_what_a_whole_look_at_it_finds()
    {
        var random = new Random(Seed);
        for (var stream = 0; stream < Inputs; stream++)
        {
            var scan = new OpenAiChunkScan();
            var form = Chunks[random.Next(Chunks.Length)];
            for (var chunk = 0; chunk < 4; chunk++)
            {
                form = random.Next(6) == 0 ? Chunks[random.Next(Chunks.Length)] : form;
                var json = Encoding.UTF8.GetBytes(form.Replace("TEXT", random.Next(2) == 0 ? "word" : Texts[random.Next(Texts.Length)], StringComparison.Ordinal));
                Check(scan, random.Next(6) == 0 ? Mutation.Of(json, random) : json);
            }
        }
    }

    [Fact]
    public void A_text_that_is_none_is_found_also_behind_chunks_that_are_well()
    {
        var scan = new OpenAiChunkScan();
        var chunk = Encoding.UTF8.GetBytes(Chunks[0]);
        Check(scan, chunk);
        chunk[chunk.AsSpan().IndexOf("TEXT"u8)] = 0xFF;
        Check(scan, chunk);
    }

    private static void Check(OpenAiChunkScan scan, byte[] json)
    {
        var expected = Facts(() => OpenAiScan.Read(json));
        Assert.Equal((Encoding.UTF8.GetString(json), expected), (Encoding.UTF8.GetString(json), Facts(() => scan.Read(json))));
    }

    private static (bool IsContent, int Bytes, bool HasChoices, bool IsUsageOnly, FinishReason? Finish, TokenUsage? Usage, UpstreamFailure? Failure) Facts(
        Func<ChunkFacts> read)
    {
        try
        {
            var facts = read();
            return (facts.IsContent, facts.ContentBytes, facts.HasChoices, facts.IsUsageOnly, facts.FinishReason, facts.Usage, null);
        }
        catch (UpstreamFailureException e)
        {
            return (false, 0, false, false, null, null, e.Failure);
        }
    }
}
