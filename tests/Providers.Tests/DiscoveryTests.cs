using Providers.Failures;
using Providers.Models;
using Routing.Catalog;

namespace Providers.Tests;

public class DiscoveryTests
{
    [Fact]
    public async Task Reads_openais_bare_list()
    {
        var list = await Read("openai", """{"object":"list","data":[{"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},{"id":"gpt-4o"},{"id":""},{}]}""");
        var model = Assert.Single(list.Models);
        Assert.Equal(("gpt-4o", "system", 1715367049L), (model.Id, model.OwnedBy, model.Created!.Value.ToUnixTimeSeconds()));
        Assert.Equal(((int?)null, (Capabilities?)null, false), (model.ContextWindow, model.Capabilities, model.IsFree));
        Assert.Contains("\"created\":1715367049", model.RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_openrouters_prices_and_abilities()
    {
        var list = await Read("openrouter", """
            {"data":[{"id":"a/b","name":"A: B","created":1700000000,"context_length":200000,
              "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},
              "pricing":{"prompt":"0.0000008","completion":"0.000004","request":"0.001","input_cache_read":"0.00000008","input_cache_write":"0.000001"},
              "top_provider":{"context_length":200000,"max_completion_tokens":8192},"supported_parameters":["tools","structured_outputs","reasoning"]},
             {"id":"c:free","pricing":{"prompt":"0","completion":"0"}},{"id":"auto","pricing":{"prompt":"-1","completion":"-1"}}]}
            """);
        var (paid, free, auto) = (list.Models[0], list.Models[1], list.Models[2]);
        Assert.Equal(("A: B", 200_000, 8192), (paid.Name, paid.ContextWindow, paid.MaxOutputTokens));
        Assert.Equal((0.8m, 4m), (paid.Price!.Input.DollarsPerMillion, paid.Price.Output.DollarsPerMillion));
        Assert.Equal((0.08m, 1m), (paid.Price.CachedInput!.Value.DollarsPerMillion, paid.Price.CacheWrite!.Value.DollarsPerMillion));
        Assert.Equal(0.001m, paid.Price.PerRequest.Dollars);
        Assert.Equal(
            Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools | Capabilities.JsonSchema | Capabilities.Reasoning | Capabilities.Vision,
            paid.Capabilities);
        Assert.Equal((true, (Price?)null), (free.IsFree, free.Price));
        Assert.Equal((false, (Price?)null), (auto.IsFree, auto.Price));
    }

    [Fact]
    public async Task Reads_the_extra_fields_of_groq_mistral_kimi_and_vllm()
    {
        var list = await Read("groq", """
            {"data":[{"id":"llama","active":false,"context_window":131072,"max_completion_tokens":32768},
              {"id":"mistral","max_context_length":32000,"capabilities":{"completion_chat":true,"function_calling":true,"vision":false}},
              {"id":"kimi","context_length":262144,"supports_image_in":true,"supports_reasoning":true},
              {"id":"vllm","max_model_len":8192},{"id":"models/gemini-2"}]}
            """);
        Assert.Equal((false, 131_072, 32_768), (list.Models[0].Active, list.Models[0].ContextWindow, list.Models[0].MaxOutputTokens));
        Assert.Equal((32_000, Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools), (list.Models[1].ContextWindow, list.Models[1].Capabilities));
        Assert.True(list.Models[2].Capabilities!.Value.HasFlag(Capabilities.Vision | Capabilities.Reasoning));
        Assert.Equal(8192, list.Models[3].ContextWindow);
        Assert.Equal("gemini-2", list.Models[4].Id);
    }

    [Fact]
    public async Task Reads_ollamas_tags()
    {
        var list = await Read("ollama", """
            {"models":[{"name":"llama3.2:latest","model":"llama3.2:latest","modified_at":"2026-01-02T03:04:05.678+01:00","details":{"family":"llama"}},
              {"name":"nomic","model":"nomic","details":{"family":"nomic-bert"}},
              {"name":"qwen","model":"qwen","capabilities":["completion","tools","thinking"]},
              {"name":"big:cloud","model":"big:cloud","remote_host":"https://ollama.com:443"}]}
            """);
        Assert.Equal(["llama3.2:latest", "nomic", "qwen", "big:cloud"], list.Models.Select(model => model.Id));
        Assert.Equal([true, true, true, false], list.Models.Select(model => model.IsFree));
        Assert.Equal(Capabilities.Embeddings, list.Models[1].Capabilities);
        Assert.True(list.Models[2].Capabilities!.Value.HasFlag(Capabilities.Chat | Capabilities.Tools | Capabilities.Reasoning));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(1)), list.Models[0].Created);
    }

    [Theory]
    [InlineData("openai", "<html>")]
    [InlineData("openai", "{}")]
    [InlineData("openai", "{\"data\":{}}")]
    [InlineData("ollama", "[]")]
    [InlineData("ollama", "{\"models\":null}")]
    public async Task Refuses_what_is_not_a_list_of_models(string profile, string body)
    {
        var thrown = await Assert.ThrowsAsync<UpstreamFailureException>(() => Read(profile, body));
        Assert.Equal(FailureKind.Malformed, thrown.Failure.Kind);
    }

    [Theory]
    [InlineData("openai", "https://api.example/v1/models")]
    [InlineData("ollama", "https://api.example/v1/api/tags")]
    public void Asks_the_right_address(string profile, string address)
    {
        using var message = Targets.Adapter(profile).CreateListModels(Targets.Of(profile, "m"));
        Assert.Equal((HttpMethod.Get, address), (message.Method, message.RequestUri!.AbsoluteUri));
        Assert.Equal("Bearer secret-key", message.Headers.Authorization!.ToString());
    }

    private static async Task<DiscoveredModels> Read(string profile, string body)
    {
        using var response = Answers.Of(body);
        var list = await Targets.Adapter(profile).ReadModelsAsync(response, default);
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(list.Raw.Span));
        return list;
    }
}
