using System.Net;
using System.Text;
using static Simulation.Scripting.Reply;

namespace TestKit.Tests.Simulator;

public sealed class ScriptTests : SimulatorClient
{
    private const string Path = "/v1/chat/completions";
    private static readonly object Chat = new { model = "sim-small", messages = new[] { new { role = "user", content = "hi" } } };

    [Fact]
    public async Task Replies_come_in_order_and_then_the_default_again()
    {
        Upstream.Replies(429, retryAfter: 2).Then(Text("second"));

        using var first = await PostAsync(Path, Chat);
        var second = await PostTextAsync(Path, Chat);
        var third = await PostTextAsync(Path, Chat);

        Assert.Equal(HttpStatusCode.TooManyRequests, first.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), first.Headers.RetryAfter!.Delta);
        Assert.Contains("rate_limit_exceeded", await first.Content.ReadAsStringAsync());
        Assert.Contains("second", second);
        Assert.Contains("no model was called", third);
        Assert.Equal(0, Upstream.PendingReplies);
    }

    [Fact]
    public async Task A_script_for_a_model_leaves_the_others_alone()
    {
        Upstream.For(model: "sim-large").Always(Error(500));

        using var small = await PostAsync(Path, Chat);
        using var large = await PostAsync(Path, new { model = "sim-large" });
        using var again = await PostAsync(Path, new { model = "sim-large" });

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError],
            [small.StatusCode, large.StatusCode, again.StatusCode]);
    }

    [Fact]
    public async Task A_script_for_a_path_applies_to_model_lists_too()
    {
        Upstream.For(path: "/v1/models").Replies(Json(new { nonsense = true }));

        Assert.Equal("""{"nonsense":true}""", await Http.GetStringAsync("/v1/models"));
    }

    [Fact]
    public async Task A_script_for_a_part_of_a_query_is_used_before_one_for_the_path()
    {
        Upstream.For(path: "/v1/models").Always(Json(new { page = 1 }));
        Upstream.For(path: "/v1/models?after=a").Always(Json(new { page = 2 }));

        Assert.Equal("""{"page":1}""", await Http.GetStringAsync("/v1/models?limit=5"));
        Assert.Equal("""{"page":2}""", await Http.GetStringAsync("/v1/models?limit=5&after=a"));
    }

    [Fact]
    public async Task Who_sends_a_version_back_is_answered_304()
    {
        Upstream.For(path: "/v1/models").Always(Versioned("{}", "\"v1\""));
        using var known = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { IfNoneMatch = { new("\"v1\"") } } };
        using var outdated = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { IfNoneMatch = { new("\"v0\"") } } };

        using var unchanged = await Http.SendAsync(known);
        using var changed = await Http.SendAsync(outdated);

        Assert.Equal((HttpStatusCode.NotModified, ""), (unchanged.StatusCode, await unchanged.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.OK, "{}", "\"v1\""), (changed.StatusCode, await changed.Content.ReadAsStringAsync(), changed.Headers.ETag!.Tag));
    }

    [Fact]
    public async Task A_compressed_body_says_so_and_unpacks()
    {
        Upstream.For(path: "/v1/models").Always(new() { Body = "{\"packed\":true}", Compressed = true });

        using var answer = await Http.GetAsync("/v1/models");
        await using var unpacked = new System.IO.Compression.GZipStream(await answer.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);

        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("{\"packed\":true}", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Requests_are_kept_with_headers_and_body()
    {
        Http.DefaultRequestHeaders.Add("Authorization", "Bearer test");

        await PostTextAsync(Path, Chat);

        var request = Assert.Single(Upstream.Requests);
        Assert.Equal("Bearer test", request.Headers["authorization"]);
        Assert.Equal("sim-small", request.Model);
        Assert.Contains("\"hi\"", request.Body);
        Assert.Equal("HTTP/1.1", request.Protocol);
    }

    [Fact]
    public async Task Other_processes_script_over_HTTP()
    {
        const string script = """{"model":"sim-small","replies":[{"status":529},{"chunks":["Hel","lo"],"fault":"error-event"}]}""";
        using var accepted = await Http.PostAsync("/_sim/script", new StringContent(script));

        using var first = await PostAsync(Path, Chat);
        using var second = await PostAsync(Path, Chat);
        var counters = await Http.GetStringAsync("/_sim/counters");
        using var deleted = await Http.DeleteAsync("/_sim");

        Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
        Assert.Equal(529, (int)first.StatusCode);
        Assert.StartsWith("""{"error":""", await second.Content.ReadAsStringAsync());
        Assert.Contains("\"requests\": 2", counters);
        Assert.Equal(0, Upstream.Counters.Requests);
    }

    [Theory]
    [InlineData("""{"replies":[{"stauts":500}]}""")]
    [InlineData("""{"model":"sim-small"}""")]
    [InlineData("not json")]
    public async Task A_script_that_would_do_nothing_is_refused(string script)
    {
        using var refused = await Http.PostAsync("/_sim/script", new StringContent(script, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_model_name_carries_its_own_behaviour()
    {
        using var response = await PostAsync(Path, new { model = "sim-small+status=429+retry-after=7" });
        var chunks = await PostTextAsync(Path, new { model = "sim-small+chunks=3+cached=5" });
        using var unknown = await PostAsync(Path, new { model = "sim-small+nonsense" });

        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        Assert.Contains("simulated-1 simulated-2 simulated-3", chunks);
        Assert.Contains("\"cached_tokens\":5", chunks);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }
}
