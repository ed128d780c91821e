using System.Net;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Streams;

public sealed class KeepAliveTests
{
    private const string Often = "--Router:Timeouts:KeepAlive=00:00:00.1";

    [Fact]
    public async Task During_a_long_silence_comments_keep_the_connection_and_fallback_stays_possible()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        second.Replies(Reply.Sse("Hello"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), Often);

        // The headers come with the first comment; only then the silence ends.
        var response = await router.Http.StreamAsync();
        await first.StopListeningAsync();
        var stream = await EventStream.ReadAsync(response);

        Assert.NotEmpty(stream.Comments);
        Assert.Equal("Hello", stream.Text);
        Assert.True(stream.IsDone);
        Assert.False(response.Headers.Contains("x-routing-model"), "The model was not known when the headers went out.");
        Assert.True(response.Headers.Contains("x-routing-decision"));
        Assert.All(stream.Chunks, chunk => Assert.Equal("sim-medium", chunk.GetProperty("model").GetString()));
    }

    [Fact]
    public async Task When_everything_fails_after_a_comment_the_error_is_the_last_event()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), Often);

        var response = await router.Http.StreamAsync();
        await upstream.StopListeningAsync();
        var stream = await EventStream.ReadAsync(response);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotEmpty(stream.Comments);
        Assert.NotNull(stream.Error);
        Assert.DoesNotContain("[DONE]", stream.Events);
    }
}
