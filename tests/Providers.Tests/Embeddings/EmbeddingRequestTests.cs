using System.Text;
using System.Text.Json;
using Providers.Embeddings;
using Providers.OpenAi.Embeddings;

namespace Providers.Tests.Embeddings;

public sealed class EmbeddingRequestTests
{
    [Fact]
    public async Task A_body_of_the_same_format_keeps_its_bytes_but_for_the_model()
    {
        var (message, body) = await Sent("openai", """{ "routing":{}, "input" : ["\u0061", "b"],"odd":1.50,"model":"alias","encoding_format":"base64" }""");

        Assert.Equal("https://api.example/v1/embeddings", message.RequestUri!.ToString());
        Assert.Equal("""{ "input" : ["\u0061", "b"],"odd":1.50,"model":"model-x","encoding_format":"base64" }""", body);
        Assert.Empty(DroppedFields.Of(message));
    }

    [Fact]
    public async Task A_body_without_a_model_gets_one()
    {
        var (_, body) = await Sent("openai-compatible", """{"input":"a"}""");

        Assert.Equal("""{"model":"model-x","input":"a"}""", body);
    }

    [Theory]
    [InlineData(
        "gemini",
        "https://api.example/v1/models/model-x:batchEmbedContents",
        """
        {"requests":[
          {"model":"models/model-x","content":{"parts":[{"text":"a"}]},"outputDimensionality":64},
          {"model":"models/model-x","content":{"parts":[{"text":"é"}]},"outputDimensionality":64}]}
        """)]
    [InlineData("ollama", "https://api.example/v1/api/embed", """{"model":"model-x","input":["a","é"],"truncate":false,"dimensions":64}""")]
    public async Task Other_formats_are_translated_and_what_is_lost_is_named(string profile, string address, string expected)
    {
        var (message, body) = await Sent(profile, """{"input":["a","\u00e9"],"dimensions":64,"user":"u","encoding_format":"float"}""");

        Assert.Equal(address, message.RequestUri!.ToString());
        Says(expected, body);
        Assert.Equal(["user"], DroppedFields.Of(message));
    }

    [Theory]
    [InlineData("openai", """{"model":"model-x","input":["a"],"encoding_format":"base64","dimensions":8}""")]
    [InlineData("ollama", """{"model":"model-x","input":["a"],"truncate":false,"dimensions":8}""")]
    public async Task Callers_without_a_body_reach_every_format(string profile, string expected) =>
        Says(expected, await BodyOf(Targets.Adapter(profile).CreateEmbeddings(EmbeddingRequest.From(["a"], "m", 8), Targets.Of(profile, "model-x"))));

    [Theory]
    [InlineData("anthropic")]
    [InlineData("deepseek")]
    public void Providers_without_embeddings_say_so(string profile)
    {
        Assert.True(ProviderProfiles.TryGet(profile, out var known));
        Assert.Null(known.EmbeddingsPath);
        Assert.Throws<NotSupportedException>(
            () => Targets.Adapter(profile).CreateEmbeddings(EmbeddingRequest.From(["a"], "m", null), Targets.Of(profile, "model-x")));
    }

    private static async Task<(HttpRequestMessage Message, string Body)> Sent(string profile, string body)
    {
        var request = OpenAiEmbeddingReader.Read(Encoding.UTF8.GetBytes(body)).Request!;
        var message = Targets.Adapter(profile).CreateEmbeddings(request, Targets.Of(profile, "model-x"));
        return (message, await BodyOf(message));
    }

    private static Task<string> BodyOf(HttpRequestMessage message) => message.Content!.ReadAsStringAsync();

    private static void Says(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(actual)), actual);
}
