using Providers.Failures;
using Providers.Models;
using Routing.Catalog;

namespace Providers.Tests;

public class DiscoveryTests
{
    [Fact]
    public void Reads_openais_bare_list()
    {
        var list = Read("openai", """{"object":"list","data":[{"id":"gpt-4o","object":"model","created":1715367049,"owned_by":"system"},{"id":"gpt-4o"},{"id":""},{}]}""");
        var model = Assert.Single(list.Models);
        Assert.Equal(("gpt-4o", "system", 1715367049L), (model.Id, model.OwnedBy, model.Created!.Value.ToUnixTimeSeconds()));
        Assert.Equal(((int?)null, (Capabilities?)null, (bool?)null), (model.ContextWindow, model.Capabilities, model.IsFree));
        Assert.Contains("\"created\":1715367049", model.RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_openrouters_prices_and_abilities()
    {
        var list = Read("openrouter", """
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
            Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools | Capabilities.JsonSchema | Capabilities.Reasoning | Capabilities.Vision
                | Capabilities.PromptCaching,
            paid.Capabilities);
        Assert.Equal(((bool?)true, (Price?)null), (free.IsFree, free.Price));
        Assert.Equal(((bool?)null, (Price?)null), (auto.IsFree, auto.Price));
    }

    [Fact]
    public void Reads_the_extra_fields_of_groq_mistral_kimi_and_vllm()
    {
        var list = Read("groq", """
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
    public void Reads_ollamas_tags()
    {
        var list = Read("ollama", """
            {"models":[{"name":"llama3.2:latest","model":"llama3.2:latest","modified_at":"2026-01-02T03:04:05.678+01:00","details":{"family":"llama"}},
              {"name":"nomic","model":"nomic","details":{"family":"nomic-bert"}},
              {"name":"qwen","model":"qwen","capabilities":["completion","tools","thinking"]},
              {"name":"big:cloud","model":"big:cloud","remote_host":"https://ollama.com:443"}]}
            """);
        Assert.Equal(["llama3.2:latest", "nomic", "qwen", "big:cloud"], list.Models.Select(model => model.Id));
        Assert.Equal([true, true, true, null], list.Models.Select(model => model.IsFree));
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
    public void Refuses_what_is_not_a_list_of_models(string profile, string body)
    {
        var thrown = Assert.Throws<UpstreamFailureException>(() => Read(profile, body));
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

    [Theory]
    [InlineData("gemini", """{"models":[{"name":"models/a"}],"nextPageToken":"p+2"}""", "pageSize=1000&pageToken=p%2B2")]
    [InlineData("gemini", """{"nextPageToken":"p3"}""", "pageSize=1000&pageToken=p3")]
    [InlineData("anthropic", """{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}""", "limit=1000&after_id=a")]
    [InlineData("openai-compatible", """{"data":[{"id":"a"}],"has_more":true,"last_id":"a"}""", "after=a")]
    public void Asks_for_the_next_page_of_a_list(string profile, string body, string query)
    {
        var next = Read(profile, body).NextPage;

        using var message = Targets.Adapter(profile).CreateListModels(Targets.Of(profile, "m"), next);

        Assert.Equal($"?{query}", message.RequestUri!.Query);
    }

    [Theory]
    [InlineData("gemini", """{"models":[{"name":"models/a"}]}""")]
    [InlineData("gemini", """{"models":[{"name":"models/a"}],"nextPageToken":""}""")]
    [InlineData("anthropic", """{"data":[{"id":"a"}],"has_more":false,"last_id":"a"}""")]
    [InlineData("openai", """{"data":[{"id":"a"}]}""")]
    public void Knows_the_last_page_of_a_list(string profile, string body) => Assert.Null(Read(profile, body).NextPage);

    [Fact]
    public void Entries_that_no_call_could_name_are_left_out()
    {
        var body = $$"""{"data":[{"id":7},{"id":"two\nlines"},{"id":"{{new string('x', 301)}}"},"text",{"id":" "},{"id":"fine"}]}""";

        Assert.Equal(["fine"], Read("openai", body).Models.Select(model => model.Id));
    }

    [Fact]
    public async Task Ollamas_description_of_a_model_fills_in_its_abilities_and_window()
    {
        var listed = Read("ollama", """{"models":[{"name":"qwen3:8b","model":"qwen3:8b"}]}""").Models[0];
        var adapter = Targets.Adapter("ollama");

        using var message = adapter.CreateShowModel(Targets.Of("ollama", "m"), listed)!;
        var model = adapter.ReadModel(listed, """
            {"details":{"family":"qwen3"},"capabilities":["completion","tools","vision","thinking"],
             "model_info":{"general.architecture":"qwen3","qwen3.context_length":40960,"qwen3.embedding_length":4096}}
            """u8.ToArray());

        Assert.Equal(("https://api.example/v1/api/show", """{"model":"qwen3:8b"}"""), (message.RequestUri!.AbsoluteUri, await message.Content!.ReadAsStringAsync()));
        Assert.Equal((40_960, "text, image", "text"), (model.ContextWindow, string.Join(", ", model.InputModalities), string.Join(", ", model.OutputModalities)));
        Assert.True(model.Capabilities!.Value.HasFlag(Capabilities.Chat | Capabilities.Tools | Capabilities.Vision | Capabilities.Reasoning));
    }

    [Fact]
    public void Lists_that_say_everything_need_no_description_of_each_model() =>
        Assert.Null(Targets.Adapter("openai").CreateShowModel(Targets.Of("openai", "m"), Read("openai", """{"data":[{"id":"a"}]}""").Models[0]));

    private static DiscoveredModels Read(string profile, string body) =>
        Targets.Adapter(profile).ReadModels(System.Text.Encoding.UTF8.GetBytes(body));
}
