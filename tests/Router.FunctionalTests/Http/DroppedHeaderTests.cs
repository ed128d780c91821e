using System.Text.Json;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Router.Grpc.OpenAi;
using Simulation;
using Wire = Aspire.Routing.V1;

namespace Router.FunctionalTests.Http;

public sealed class DroppedHeaderTests
{
    private const string Name = "x-routing-dropped";

    public static TheoryData<string, string, string, string?> Drops() => new()
    {
        { "anthropic", "/v1", """ "seed":7,"user":"u" """, "seed, user" },
        { "ollama", "/", """ "n":2,"store":true """, "n, store" },
        { "gemini", "/v1beta", """ "seed":7,"temperature":0.5 """, null },
        { "openai-compatible", "/v1", """ "seed":7,"user":"u","anything":1 """, null },
    };

    [Theory]
    [MemberData(nameof(Drops))]
    public async Task An_answer_names_what_its_providers_format_cannot_say(string profile, string path, string members, string? dropped)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, path), profile));

        foreach (var stream in new[] { "false", "true" })
        {
            using var response = await router.Http.PostJsonAsync(
                $$"""{"model":"alpha/sim-small","stream":{{stream}},"messages":[{"role":"user","content":"hi"}],{{members}}}""");

            Assert.True(response.IsSuccessStatusCode);
            Assert.Equal(dropped, response.Headers.TryGetValues(Name, out var values) ? Assert.Single(values) : null);
        }
    }

    [Fact]
    public async Task What_the_chosen_model_refuses_is_named_as_well()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address);
        snapshot = snapshot with { Deployments = [snapshot.Deployments[0] with { UnsupportedParameters = ["top_p"] }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var response = await router.Http.PostJsonAsync("""{"model":"fast","top_p":0.5,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal("top_p", response.Header(Name));
    }

    [Fact]
    public async Task Grpc_callers_find_it_in_metadata_and_trailers()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, "/v1"), "anthropic"));
        var parameters = new Wire.SamplingParameters { Seed = 7 };
        var chat = GrpcCalls.Chat();
        chat.Conversation.Parameters = parameters;
        var streamed = GrpcCalls.Stream();
        streamed.Conversation.Parameters = parameters;

        using var plain = router.Client().ChatAsync(chat);
        await plain.ResponseAsync;
        using var stream = router.Client().ChatStream(streamed);
        var headers = await stream.ResponseHeadersAsync;
        await stream.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal("seed", plain.GetTrailers().GetValue(Name));
        Assert.Equal("seed", headers.GetValue(Name));
        Assert.Equal("seed", stream.GetTrailers().GetValue(Name));
    }

    [Fact]
    public async Task A_fields_name_cannot_bring_headers_of_its_own()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, "ollama"));
        var evil = JsonSerializer.Serialize("a, b\r\nset-cookie: é");

        var response = await router.Http.PostJsonAsync($$"""{"model":"fast","messages":[{"role":"user","content":"hi"}],{{evil}}:1}""");

        Assert.Equal("a%2C%20b%0D%0Aset-cookie:%20%C3%A9", response.Header(Name));
        Assert.False(response.Headers.Contains("set-cookie"));
    }

    [Theory]
    [InlineData(300, 5)]
    [InlineData(3, 100_000)]
    public void Names_beyond_the_bound_are_counted(int count, int length)
    {
        var fields = Enumerable.Range(0, count).Select(index => $"{index}".PadLeft(length, 'x')).ToArray();

        var names = DroppedHeader.ValueOf(fields).Split(", ");

        Assert.True(string.Join(", ", names[..^1]).Length <= DroppedHeader.Limit);
        Assert.Equal(fields[..(names.Length - 1)], names[..^1]);
        Assert.Equal($"+{count - names.Length + 1}", names[^1]);
    }
}
