using System.Text.Json;
using Wire.Conformance.Running;

namespace Wire.Conformance.OpenAi;

/// <summary>Embeddings.</summary>
public sealed class EmbeddingRules : WireTest
{
    [Fact]
    public async Task Rule_20_Vectors_come_as_numbers_or_as_little_endian_base64_as_asked()
    {
        var numbers = await EmbedAsync("""["a","b"]""", "float");
        var base64 = await EmbedAsync("""["a","b"]""", "base64");

        Assert.Equal(2, numbers.Length);
        Assert.Equal(
            numbers.Select(vector => vector.EnumerateArray().Select(number => number.GetSingle()).ToArray()),
            base64.Select(vector => vector.GetBytesFromBase64().Chunk(sizeof(float)).Select(bytes => BitConverter.ToSingle(bytes)).ToArray()));
    }

    [Fact]
    public async Task Rule_20_Input_is_a_text_or_texts_or_tokens_or_lists_of_them()
    {
        foreach (var (input, count) in ((string, int)[])[("\"a\"", 1), ("""["a","b"]""", 2), ("[1,2,3]", 1), ("[[1,2],[3]]", 2)])
        {
            Assert.Equal(count, (await EmbedAsync(input, "float")).Length);
        }
    }

    private async Task<JsonElement[]> EmbedAsync(string input, string encoding)
    {
        using var response = await Gateway.PostAsync(
            "/v1/embeddings", $$"""{"model":"{{Gateway.Model}}","input":{{input}},"encoding_format":"{{encoding}}"}""");

        var answer = await response.JsonAsync();
        Assert.Equal("list", answer.TextOf("object"));
        Assert.True(answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32() > 0);
        return [.. answer.GetProperty("data").EnumerateArray().OrderBy(item => item.GetProperty("index").GetInt32()).Select(item => item.GetProperty("embedding"))];
    }
}
