using System.Net;
using Router.FunctionalTests.Running;

namespace Router.FunctionalTests.RealServers;

public sealed class RealServerTests
{
    private const string Body = """{"model":"fast","max_tokens":16,"messages":[{"role":"user","content":"Say hello."}]}""";
    private const string StreamedBody = """{"model":"fast","stream":true,"max_tokens":16,"messages":[{"role":"user","content":"Say hello."}]}""";

    [RealServerFact]
    public async Task A_local_model_answers_in_one_piece()
    {
        await using var router = await RouterUnderTest.StartAsync(await RealServer.Configured!.CatalogAsync());

        using var response = await router.Http.PostJsonAsync(Body);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(string.IsNullOrWhiteSpace(await response.TextAsync()));
    }

    [RealServerFact]
    public async Task A_local_model_answers_piece_by_piece()
    {
        await using var router = await RouterUnderTest.StartAsync(await RealServer.Configured!.CatalogAsync());

        using var response = await router.Http.PostJsonAsync(StreamedBody);
        var stream = await EventStream.ReadAsync(response);

        Assert.True(stream.IsDone);
        Assert.False(string.IsNullOrWhiteSpace(stream.Text));
        Assert.NotNull(stream.FinishReason);
    }
}
