using System.Buffers;
using System.Text;
using Providers.Embeddings;
using Providers.Failures;
using Providers.OpenAi.Embeddings;
using Routing.Money;

namespace Providers.Tests.Embeddings;

public sealed class EmbeddingAnswerTests
{
    private const string Half = "AAAAPw==";
    private const string MinusTwo = "AAAAwA==";

    public static TheoryData<string, string, bool?, long?> Answers => new()
    {
        { "openai", """{"data":[{"index":0,"embedding":[0.5]},{"index":1,"embedding":[-2]}],"usage":{"prompt_tokens":7,"total_tokens":7}}""", false, 7 },
        { "openai", """{"usage":null,"data":[{"index":1,"embedding":[-2]},{"embedding":[0.5],"index":0}]}""", false, null },
        { "openai", $$$"""{"data":[{"embedding":"{{{Half}}}"},{"embedding":"{{{MinusTwo}}}"}],"usage":{"prompt_tokens":3}}""", true, 3 },
        { "gemini", """{"embeddings":[{"values":[0.5]},{"values":[-2]}]}""", null, null },
        { "gemini", """{"embeddings":[{"values":[0.5]},{"values":[-2]}],"usageMetadata":{"promptTokenCount":5}}""", null, 5 },
        { "ollama", """{"model":"x","embeddings":[[0.5],[-2]],"prompt_eval_count":4}""", null, 4 },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Every_format_gives_one_vector_for_each_input(string profile, string body, bool? base64, long? tokens)
    {
        var answer = await ReadAsync(profile, body);

        Assert.Equal([[0.5f], [-2f]], answer.Vectors!.All);
        Assert.Equal(base64, answer.Vectors.Base64InBody);
        Assert.Equal(tokens, answer.Usage?.InputTokens);
        Assert.Equal(tokens is null ? null : 0, answer.Usage?.OutputTokens);
    }

    [Theory]
    [InlineData("openai", """{"data":[{"embedding":[0.5]}]}""", FailureKind.Malformed)]
    [InlineData("openai", """{"data":{}}""", FailureKind.Malformed)]
    [InlineData("openai", "<html>", FailureKind.Malformed)]
    [InlineData("openai", """{"error":{"message":"slow down","code":429}}""", FailureKind.RateLimited)]
    [InlineData("gemini", """{"embeddings":[{"values":[0.5]},{"values":["x"]}]}""", FailureKind.Malformed)]
    [InlineData("gemini", "{}", FailureKind.Malformed)]
    [InlineData("ollama", """{"embeddings":[[0.5]]}""", FailureKind.Malformed)]
    [InlineData("ollama", """{"error":"model not loaded"}""", FailureKind.Upstream)]
    [InlineData("ollama", "[]", FailureKind.Malformed)]
    public async Task Anything_else_is_the_upstreams_fault(string profile, string body, FailureKind kind)
    {
        var failure = await Assert.ThrowsAsync<UpstreamFailureException>(() => ReadAsync(profile, body));

        Assert.Equal(kind, failure.Failure.Kind);
    }

    [Theory]
    [InlineData(false, "[0.5]", "[-2]")]
    [InlineData(true, $"\"{Half}\"", $"\"{MinusTwo}\"")]
    public void Rule_20_vectors_are_written_as_numbers_or_as_little_endian_base64(bool base64, string first, string second)
    {
        var json = new ArrayBufferWriter<byte>();

        OpenAiEmbeddingWriter.WriteAnswer(json, "m", [[0.5f], [-2f]], base64, new TokenUsage { InputTokens = 4 });

        Assert.Equal(
            $$$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{{first}}}}},{"object":"embedding","index":1,"embedding":{{{{second}}}}}],"model":"m","usage":{"prompt_tokens":4,"total_tokens":4}}""",
            Encoding.UTF8.GetString(json.WrittenSpan));
    }

    private static async Task<UpstreamCompletion> ReadAsync(string profile, string body)
    {
        using var response = Tests.Answers.Of(body);
        return await Targets.Adapter(profile).ReadEmbeddingsAsync(EmbeddingRequest.From(["a", "b"], "m", null), response, default);
    }
}
