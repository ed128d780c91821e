using System.Text;
using Providers.Embeddings;
using Providers.OpenAi.Embeddings;

namespace Providers.Tests.Embeddings;

public sealed class EmbeddingReaderTests
{
    [Theory]
    [InlineData("\"one\"", 1, false, 3, 3)]
    [InlineData("""["one","three"]""", 2, false, 8, 5)]
    [InlineData("[1,2,3]", 1, true, 12, 12)]
    [InlineData("[[1,2],[3]]", 2, true, 12, 8)]
    public void Inputs_of_every_kind_are_counted_and_measured(string input, int count, bool tokens, int bytes, int longest)
    {
        var request = Read($$"""{"model":"m","input":{{input}}}""").Request!;

        Assert.Equal((count, tokens), (request.Count, request.HasTokens));
        Assert.Equal((bytes, longest), (request.Facts.PromptBytes, request.Longest.PromptBytes));
        Assert.Equal(0, request.Facts.Choices);
        Assert.Equal(count, tokens ? request.Input.Tokens.Length : request.Input.Texts.Length);
    }

    [Fact]
    public void Everything_else_is_read_as_well()
    {
        var request = Read("""
            {"model":"m","input":["a","\u00e9"],"dimensions":256,"encoding_format":"base64","user":"u","routing":{"agent_id":"x"},"new":null}
            """).Request!;

        Assert.Equal(("m", 256, true, "x"), (request.Model, request.Dimensions, request.Base64, request.Hints.AgentId));
        Assert.Equal(["a", "\u00e9"], request.Input.Texts.ToArray());
        Assert.Equal(["user"], request.UnknownFields.ToArray());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{\"input\":\"a\"", "")]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"input":null}""", "input")]
    [InlineData("""{"input":7}""", "input")]
    [InlineData("""{"input":""}""", "input")]
    [InlineData("""{"input":[]}""", "input")]
    [InlineData("""{"input":["a",""]}""", "input[1]")]
    [InlineData("""{"input":["a",1]}""", "input[1]")]
    [InlineData("""{"input":[1,-1]}""", "input[1]")]
    [InlineData("""{"input":[[1],[]]}""", "input[1]")]
    [InlineData("""{"input":[[1,"a"]]}""", "input[0][1]")]
    [InlineData("""{"input":[{}]}""", "input[0]")]
    [InlineData("""{"input":"a","model":7}""", "model")]
    [InlineData("""{"input":"a","dimensions":0}""", "dimensions")]
    [InlineData("""{"input":"a","encoding_format":"hex"}""", "encoding_format")]
    [InlineData("""{"input":"a","routing":{"x":1}}""", "routing.x")]
    public void What_is_wrong_is_named(string body, string field) => Assert.Equal(field, Assert.Single(Read(body).Faults).Field);

    private static EmbeddingReading Read(string body) => OpenAiEmbeddingReader.Read(Encoding.UTF8.GetBytes(body));
}
