using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Wire = Aspire.Routing.V1;

namespace Router.FunctionalTests.Surfaces;

/// <summary>
/// What callers can ask for, on each surface and of each family of providers, plain and streamed: the provider is told, or the answer
/// names in <c>x-routing-dropped</c> what it was not told. Nothing goes missing in silence.
/// </summary>
public sealed class RequestMatrixTests
{
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var surface in Surface.All)
            {
                foreach (var profile in (string[])["openai-compatible", "openai", "anthropic", "gemini", "ollama"])
                {
                    data.Add(surface, profile);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task What_is_asked_reaches_the_provider_or_is_named(string surface, string profile)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(CatalogOf(upstream.Address, profile));
        var missing = new List<string>();
        foreach (var stream in new[] { false, true })
        {
            if (surface == "grpc")
            {
                await AskGrpcAsync(router, upstream, stream, missing);
                continue;
            }

            var (path, body) = Surface.Request(surface, stream);
            foreach (var feature in AskedFeatures.BySurface[surface])
            {
                var asked = JsonNode.Parse(body)!.AsObject();
                foreach (var (name, value) in JsonNode.Parse(feature.Members)!.AsObject())
                {
                    asked[name] = value?.DeepClone();
                }

                using var response = await router.Http.PostToAsync(path, asked.ToJsonString());
                var answer = await response.Content.ReadAsStringAsync();
                if (!response.IsSuccessStatusCode)
                {
                    missing.Add($"{feature.Members}: {answer}");
                    continue;
                }

                Check(feature, upstream, response.Headers.TryGetValues("x-routing-dropped", out var values) ? values.Single() : "", missing);
            }
        }

        Assert.Empty(missing);
    }

    private static void Check(Feature feature, ProviderSimulator upstream, string dropped, List<string> missing)
    {
        var sent = upstream.Requests[^1].Body;
        var isTold = feature.Told.All(marks => marks.Split('|').Any(mark => sent.Contains(mark, StringComparison.Ordinal)));
        if (!isTold && !dropped.Split(", ").Any(feature.Names.Contains))
        {
            missing.Add($"{feature.Members} became {sent}, dropped: {dropped}");
        }
    }

    private static async Task AskGrpcAsync(RouterUnderTest router, ProviderSimulator upstream, bool stream, List<string> missing)
    {
        var conversation = new Wire.Conversation
        {
            Messages =
            {
                new Wire.Message { Role = "system", Content = { Text("marksystem") } },
                new Wire.Message { Role = "user", Name = "markname", Content = { Text("hi"), new Wire.ContentPart { ImageUrl = $"data:image/png;base64,{AskedFeatures.Image}" } } },
                new Wire.Message { Role = "assistant", ToolCalls = { new Wire.ToolCall { Id = "c1", Name = "marktool", Arguments = """{"a":"markargument"}""" } } },
                new Wire.Message { Role = "tool", ToolCallId = "c1", Content = { Text("markresult") } },
            },
            Tools = { new Wire.Tool { Name = "marktool", Description = "markdescription", Strict = true, Parameters = Struct.Parser.ParseJson("""{"type":"object","properties":{"markproperty":{"type":"string"}}}""") } },
            ToolChoice = "required",
            Parameters = new()
            {
                MaxTokens = 777,
                Temperature = 0.31,
                TopP = 0.61,
                Seed = 424242,
                Stop = { "markstop" },
                FrequencyPenalty = 0.21,
                PresencePenalty = 0.22,
                ParallelToolCalls = false,
                ReasoningEffort = "high",
                N = 2,
                Logprobs = true,
                TopLogprobs = 3,
            },
            ResponseFormat = new() { Type = "json_schema", Name = "n", Schema = Struct.Parser.ParseJson(AskedFeatures.Schema) },
        };
        string dropped;
        if (stream)
        {
            using var call = router.Client().ChatStream(new() { Model = "fast", Conversation = conversation });
            dropped = (await call.ResponseHeadersAsync).GetValue("x-routing-dropped") ?? "";
            while (await call.ResponseStream.MoveNext(default))
            {
                // To its end.
            }
        }
        else
        {
            using var call = router.Client().ChatAsync(new() { Model = "fast", Conversation = conversation });
            await call.ResponseAsync;
            dropped = call.GetTrailers().GetValue("x-routing-dropped") ?? "";
        }

        foreach (var feature in new Feature[]
        {
            new("everything", ["marksystem", AskedFeatures.Image, "marktool", "markargument", "markresult", "markdescription", "markproperty", "777", "0.31", "0.61", "markstop"]),
            new("name", ["markname"], "messages.name"),
            new("strict", ["\"strict\":true"], "tools.function.strict"),
            new("seed", ["424242"], "seed"),
            new("frequency", ["0.21"], "frequency_penalty"),
            new("presence", ["0.22"], "presence_penalty"),
            new("parallel", ["\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"], "parallel_tool_calls"),
            new("effort", ["\"reasoning_effort\":\"high\"|\"think\":\"high\"|\"budget_tokens\"|\"thinkingBudget\""], "reasoning_effort"),
            new("n", ["\"n\":2"], "n"),
            new("likelihoods", ["\"logprobs\":true|\"responseLogprobs\":true", "\"top_logprobs\":3|\"logprobs\":3"], "logprobs"),
            new("choice", ["\"required\"|\"any\"|\"ANY\""], "tool_choice"),
            new("schema", ["markschema"], "response_format"),
        })
        {
            Check(feature, upstream, dropped, missing);
        }

        static Wire.ContentPart Text(string text) => new() { Text = text };
    }

    private static CatalogSnapshot CatalogOf(Uri address, string profile)
    {
        var snapshot = Catalogs.Of(new(address, profile switch { "ollama" => "/", "gemini" => "/v1beta", _ => "/v1" }), profile);
        return snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { Capabilities = System.Enum.GetValues<Capabilities>().Aggregate((all, one) => all | one) & ~Capabilities.Embeddings }],
        };
    }
}
