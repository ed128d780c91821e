using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Responses;

/// <summary>Ids of kept responses as callers with a virtual key get them.</summary>
public sealed class SealedResponseTests
{
    private const string Path = "/v1/responses";
    private const string Kept = """{"id":"resp_one","object":"response","status":"completed","store":true,"model":"m","output":[{"type":"message","content":[{"type":"output_text","text":"Hello"}]}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";

    private static readonly string KeptStream =
        "data: " + """{"type":"response.created","sequence_number":0,"response":{"id":"resp_one","status":"in_progress","store":true,"output":[]}}""" + "\n\n"
        + "data: " + """{"type":"response.output_text.delta","sequence_number":1,"item_id":"m","delta":"Hello"}""" + "\n\n"
        + "data: " + $$"""{"type":"response.completed","sequence_number":2,"response":{{Kept}}}""" + "\n\n";

    [Fact]
    public async Task Every_event_of_a_stream_has_the_id_that_goes_on()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(KeptStream, "text/event-stream"), Reply.Raw(GoesOn(Kept), "application/json"), Reply.Raw(GoesOn(KeptStream), "text/event-stream"));
        await using var router = await StartAsync(upstream);

        var stream = await ResponseStream.ReadAsync(await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi","stream":true}"""));
        var id = Assert.Single(stream.Events.Where(static one => one.TryGetProperty("response", out _)).Select(static one => one.GetProperty("response").GetProperty("id").GetString()!).Distinct());
        var next = await router.Http.PostToAsync(Path, GoOn(id));

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.DoesNotContain("resp_one", id, StringComparison.Ordinal);
        var answer = await next.JsonAsync();
        Assert.Equal((id, id), (answer.GetProperty("id").GetString(), answer.GetProperty("previous_response_id").GetString()));
        Assert.Contains("\"previous_response_id\":\"resp_one\"", upstream.Requests[^1].Body, StringComparison.Ordinal);

        var streamed = await ResponseStream.ReadAsync(await router.Http.PostToAsync(Path, GoOn(id).Replace("}", ",\"stream\":true}", StringComparison.Ordinal)));
        Assert.All(
            streamed.Events.Where(static one => one.TryGetProperty("response", out _)),
            one => Assert.Equal(id, one.GetProperty("response").GetProperty("previous_response_id").GetString()));
    }

    [Fact]
    public async Task What_the_cache_answered_was_kept_for_somebody_else()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(Kept, "application/json"));
        await using var router = await StartAsync(upstream);
        (string, string) cached = ("x-routing-cache", "on");
        var first = await (await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi"}""", cached)).JsonAsync();

        var again = await router.Http.PostToAsync(Path, """{"model":"fast","input":"hi"}""", cached);
        var id = (await again.JsonAsync()).GetProperty("id").GetString()!;
        var next = await router.Http.PostToAsync(Path, GoOn(id));

        Assert.Equal("hit", again.Header("x-routing-cache"));
        Assert.NotEqual(first.GetProperty("id").GetString(), id);
        Assert.Equal((HttpStatusCode.BadRequest, "previous_response_id"), (next.StatusCode, (await next.ErrorAsync()).GetProperty("param").GetString()));
        Assert.Equal(1, upstream.Counters.Requests);
    }

    // As the provider tells it, by its own name.
    private static string GoesOn(string answer) => answer.Replace("\"id\":\"resp_one\"", "\"id\":\"resp_one\",\"previous_response_id\":\"resp_one\"", StringComparison.Ordinal);

    private static string GoOn(string id) => $$"""{"model":"fast","input":"go on","previous_response_id":"{{id}}"}""";

    private static Task<RouterUnderTest> StartAsync(ProviderSimulator upstream)
    {
        var snapshot = Catalogs.Of(upstream.Address);
        return RouterUnderTest.StartAsync(
            snapshot with { Providers = [snapshot.Providers[0] with { Profile = "openai" }] },
            static services => services.AddSingleton<IStartupFilter>(new CallerStub(static () => new Caller { KeyId = "key", ProjectId = "project" })));
    }
}
