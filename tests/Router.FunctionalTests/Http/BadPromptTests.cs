using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Routing.Features;
using Simulation;

namespace Router.FunctionalTests.Http;

/// <summary>Prompts that are odd but valid are decided on; what is no text at all is refused in the surface's own words.</summary>
public sealed class BadPromptTests
{
    public static TheoryData<string, string> Odd => new()
    {
        { "empty", "\"\"" },
        { "blank", "\"   \\n \"" },
        { "one enormous word", $"\"{new string('a', 1_000_000)}\"" },
        { "escaped pair", "\"\\ud83d\\ude00 and \\\\ud800\"" },
        { "nulls", "\"\\u0000\\u0001\"" },
        { "brackets", $"\"{new string('[', 100_000)}\"" },
        { "backtracking bait", $"\"{string.Concat(Enumerable.Repeat("(a+)+$", 20_000))}\"" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task An_odd_prompt_is_decided_on_over_HTTP(string what, string json)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));

        var response = await router.Http.PostJsonAsync($$"""{"model":"auto","messages":[{"role":"user","content":{{json}}}]}""");

        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{what}: {response.StatusCode}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("漢")]
    [InlineData("(a+)+$")]
    public async Task An_odd_prompt_is_decided_on_over_gRPC(string piece)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));

        var response = await router.Client().RouteAsync(
            new() { Conversation = GrpcCalls.Says(string.Concat(Enumerable.Repeat(piece, 100_000))) });

        Assert.NotEmpty(response.Decision.Candidates);
    }

    [Fact]
    public async Task Ten_megabytes_are_decided_on_over_HTTP_and_gRPC()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));
        var text = string.Concat(Enumerable.Repeat("All work and no play. ", 450_000));

        var served = await router.Http.PostJsonAsync($$"""{"model":"auto","messages":[{"role":"user","content":"{{text}}"}]}""");
        var routed = await router.Client().RouteAsync(new() { Conversation = GrpcCalls.Says(text) });

        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        Assert.NotEmpty(routed.Decision.Candidates);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_read_as_unknown_characters_over_gRPC()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));
        var bytes = Marshallers.Create<byte[]>(static message => message, static message => message);
        var message = new Aspire.Routing.V1.RouteRequest { Conversation = GrpcCalls.Says("qqqq") }.ToByteArray();
        message.AsSpan()[message.AsSpan().IndexOf("qqqq"u8)..][..2].Fill(0xFF);

        var answer = await router.Channel.CreateCallInvoker().AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, "aspire.routing.v1.RouterService", "Route", bytes, bytes), null, default, message);

        Assert.NotEmpty(Aspire.Routing.V1.RouteResponse.Parser.ParseFrom(answer).Decision.Candidates);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"model":"auto","messages":[{"role":"user","content":"""), (byte)'"', 0xC3, 0x28, 0xFF, (byte)'"', .. "}]}"u8];

        var response = await PostAsync(router, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request_error", (await response.ErrorAsync()).GetProperty("type").GetString());
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udfff")]
    [InlineData("\\ud800\\u0041")]
    [InlineData("\\\\\\uD83D")]
    public async Task Half_a_character_is_refused(string escape)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));

        var response = await router.Http.PostJsonAsync($$"""{"model":"auto","messages":[{"role":"user","content":"a {{escape}} b"}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Unicode", (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_deeper_than_any_request_is_refused()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream));
        var deep = new string('[', 100_000) + new string(']', 100_000);

        var response = await PostAsync(router, Encoding.UTF8.GetBytes($$"""{"model":"auto","messages":[{"role":"user","content":"hi"}],"metadata":{{deep}}}"""));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request_error", (await response.ErrorAsync()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task An_agents_profile_decides_for_requests_that_only_name_the_agent()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Roomy(upstream) with
        {
            AgentProfiles = [new() { AgentId = "scout", Scores = AgentScores.From(null, null, 9) }],
        });

        var hinted = await router.Client().RouteAsync(new() { Conversation = GrpcCalls.Says("hi"), Hints = new() { AgentId = "scout" } });
        var named = await router.Client().RouteAsync(
            new() { Conversation = GrpcCalls.Says("hi") }, new Metadata { { "x-routing-agent", "scout" } });
        var stranger = await router.Client().RouteAsync(new() { Conversation = GrpcCalls.Says("hi") });

        Assert.Equal((9, "profile"), (hinted.Decision.Complexity.AgentScore, hinted.Decision.Complexity.AgentScoreSource));
        Assert.Equal(hinted.Decision.Complexity, named.Decision.Complexity);
        Assert.False(stranger.Decision.Complexity.HasAgentScore);
    }

    // The window is unknown, so that size alone excludes nothing.
    private static CatalogSnapshot Roomy(ProviderSimulator upstream)
    {
        var snapshot = Catalogs.Of(upstream.Address);
        return snapshot with { Deployments = [.. snapshot.Deployments.Select(row => row with { ContextWindow = 0 })] };
    }

    private static Task<HttpResponseMessage> PostAsync(RouterUnderTest router, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return router.Http.PostAsync(Chats.Path, content);
    }
}
