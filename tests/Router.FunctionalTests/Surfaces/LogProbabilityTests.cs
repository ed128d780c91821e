using System.Text.Json.Nodes;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Surfaces;

/// <summary>How likely tokens were, from every provider that tells it to every surface that has a place for it.</summary>
public sealed class LogProbabilityTests
{
    private const string Token = """{"token":"Hi","logprob":-0.25,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.25,"bytes":[72,105]},{"token":"Yo","logprob":-1.5,"bytes":[89,111]}]}""";
    private const string GeminiTokens = """{"chosenCandidates":[{"token":"Hi","tokenId":1,"logProbability":-0.25}],"topCandidates":[{"candidates":[{"token":"Hi","logProbability":-0.25},{"token":"Yo","logProbability":-1.5}]}]}""";

    private static readonly Dictionary<string, string> Wishes = new()
    {
        ["chat"] = """{"logprobs":true,"top_logprobs":2}""",
        ["completions"] = """{"logprobs":2}""",
        ["responses"] = """{"include":["message.output_text.logprobs"],"top_logprobs":2}""",
        ["ollama"] = """{"logprobs":true,"top_logprobs":2}""",
        ["generate"] = """{"logprobs":true,"top_logprobs":2}""",
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var surface in (string[])[.. Wishes.Keys, "grpc"])
            {
                foreach (var profile in (string[])["openai-compatible", "gemini", "ollama"])
                {
                    data.Add(surface, profile);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task They_reach_the_caller_who_asks(string surface, string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream.Address, profile));

        foreach (var stream in new[] { false, true })
        {
            upstream.Replies(Answer(profile, stream));

            var heard = await HearAsync(router, surface, stream);

            Assert.All((string[])["\"Hi\"", "-0.25", "\"Yo\"", "-1.5"], mark => Assert.True(heard.Contains(mark, StringComparison.Ordinal), $"{mark} (streamed: {stream}) is not in {heard}"));
            var sent = upstream.Requests[^1].Body;
            Assert.Contains(profile == "gemini" ? "\"responseLogprobs\":true" : "\"logprobs\":true", sent, StringComparison.Ordinal);
            Assert.Contains(profile == "gemini" ? "\"logprobs\":2" : "\"top_logprobs\":2", sent, StringComparison.Ordinal);
        }
    }

    private static Reply Answer(string profile, bool stream) => (profile, stream) switch
    {
        ("gemini", _) => Event(
            $$$"""{"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP","logprobsResult":{{{GeminiTokens}}}}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1}}""", stream),
        ("ollama", _) => Reply.Raw(
            $$$"""{"model":"sim-small","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi"},"logprobs":[{{{Token}}}],"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":1}""" + "\n",
            stream ? "application/x-ndjson" : "application/json"),
        (_, false) => Event($$$"""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"logprobs":{"content":[{{{Token}}}]},"finish_reason":"stop"}]}""", stream),
        _ => Event($$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"logprobs":{"content":[{{{Token}}}]},"finish_reason":null}]}""" + "\n\ndata: "
            + """{"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""", stream),
    };

    private static Reply Event(string json, bool stream) =>
        stream ? Reply.Raw($"data: {json}\n\n", "text/event-stream") : Reply.Raw(json, "application/json");

    private static async Task<string> HearAsync(RouterUnderTest router, string surface, bool stream)
    {
        if (surface == "grpc")
        {
            var conversation = GrpcCalls.Says("hi");
            conversation.Parameters = new() { Logprobs = true, TopLogprobs = 2 };
            if (!stream)
            {
                return (await router.Client().ChatAsync(new() { Model = "fast", Conversation = conversation })).ToString();
            }

            using var call = router.Client().ChatStream(new() { Model = "fast", Conversation = conversation });
            return string.Concat(await call.ResponseStream.ReadAllAsync().ToListAsync());
        }

        var (path, body) = Surface.Request(surface, stream);
        var asked = JsonNode.Parse(body)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(Wishes[surface])!.AsObject())
        {
            asked[name] = value?.DeepClone();
        }

        using var response = await router.Http.PostToAsync(path, asked.ToJsonString());
        return await response.Content.ReadAsStringAsync();
    }

    private static CatalogSnapshot CatalogOf(Uri address, string profile)
    {
        var snapshot = Catalogs.Of(new(address, profile switch { "ollama" => "/", "gemini" => "/v1beta", _ => "/v1" }), profile);
        return snapshot with { Deployments = [snapshot.Deployments[0] with { Capabilities = snapshot.Deployments[0].Capabilities | Capabilities.LogProbabilities }] };
    }
}
