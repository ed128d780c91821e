using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Http;

public sealed class OtherFormatTests
{
    [Fact]
    public async Task An_answer_of_a_provider_with_another_format_is_translated()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Text("Hello") with { Usage = new(11, 3) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, "ollama"));

        var response = await router.Http.ChatAsync();
        var answer = await response.JsonAsync();

        Assert.Equal("/api/chat", Assert.Single(upstream.Requests).Path);
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal("assistant", choice.GetProperty("message").GetProperty("role").GetString());
        Assert.Equal("Hello", choice.GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(14, answer.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Fact]
    public async Task A_stream_of_another_format_is_translated()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(5, 2) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, "ollama"));

        var stream = await EventStream.ReadAsync(await router.Http.PostJsonAsync(
            """{"model":"fast","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}"""));

        Assert.True(stream.IsDone);
        Assert.Equal("Hello", stream.Text);
        Assert.Equal("stop", stream.FinishReason);
        var chunks = stream.Chunks.ToArray();
        Assert.Equal("assistant", chunks[0].GetProperty("choices")[0].GetProperty("delta").GetProperty("role").GetString());
        Assert.Single(chunks.Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.Equal(7, chunks[^1].GetProperty("usage").GetProperty("total_tokens").GetInt32());
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
    }

    [Theory]
    [InlineData("anthropic", "/v1")]
    [InlineData("gemini", "/v1beta")]
    [InlineData("ollama", "/")]
    public async Task A_translated_stream_has_no_empty_chunks(string profile, string path)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, path), profile));

        var stream = await EventStream.ReadAsync(await router.Http.PostJsonAsync(
            """{"model":"fast","stream":true,"messages":[{"role":"user","content":"hi"}]}"""));

        Assert.True(stream.IsDone);
        Assert.Equal("Hello", stream.Text);
        Assert.Equal(3, stream.Chunks.Count());
        Assert.Equal("stop", stream.FinishReason);
    }
}
