using System.Net;
using System.Text.Json;
using Simulation.Scripting;
using static Simulation.Scripting.Reply;

namespace TestKit.Tests.Simulator;

public sealed class GeminiWireTests : SimulatorClient
{
    private const string Model = "/v1beta/models/sim-small";
    private static readonly object Chat = new { contents = new[] { new { role = "user", parts = new[] { new { text = "Salve" } } } } };

    [Fact]
    public async Task The_model_is_read_from_the_path()
    {
        var answer = await PostJsonAsync(Model + ":generateContent", Chat);

        var candidate = answer.GetProperty("candidates")[0];
        Assert.Contains("answering as sim-small", candidate.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString());
        Assert.Equal("STOP", candidate.GetProperty("finishReason").GetString());
        Assert.Equal(1, Upstream.Counters.ByModel["sim-small"].Requests);
    }

    [Fact]
    public async Task Thoughts_are_counted_beside_the_answer()
    {
        Upstream.Replies(Sse("four") with { Reasoning = ["two and two"], Usage = new SimulatedUsage(10, 9, Reasoning: 8) });

        var events = Events(await PostTextAsync(Model + ":streamGenerateContent?alt=sse", Chat));

        Assert.True(events[0].GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("thought").GetBoolean());
        Assert.Equal(8, events[^1].GetProperty("usageMetadata").GetProperty("thoughtsTokenCount").GetInt32());
        Assert.Equal(1, events[^1].GetProperty("usageMetadata").GetProperty("candidatesTokenCount").GetInt32());
        Assert.Equal("STOP", events[^1].GetProperty("candidates")[0].GetProperty("finishReason").GetString());
    }

    [Fact]
    public async Task A_stream_that_forgot_alt_sse_is_not_answered()
    {
        using var response = await PostAsync(Model + ":streamGenerateContent", Chat);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Tool_arguments_are_an_object()
    {
        Upstream.Replies(Tool("lookup", """{"city":"Roma"}"""));

        var answer = await PostJsonAsync(Model + ":generateContent", Chat);

        var call = answer.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("functionCall");
        Assert.Equal("Roma", call.GetProperty("args").GetProperty("city").GetString());
    }

    [Fact]
    public async Task Errors_have_a_canonical_status()
    {
        Upstream.Replies(429);

        var body = await PostJsonAsync(Model + ":generateContent", Chat);

        Assert.Equal("RESOURCE_EXHAUSTED", body.GetProperty("error").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Models_tokens_and_embeddings_are_answered()
    {
        var models = JsonElement.Parse(await Http.GetStringAsync("/v1beta/models"));
        var tokens = await PostJsonAsync(Model + ":countTokens", Chat);
        var one = await PostJsonAsync(Model + ":embedContent", new { content = new { parts = new[] { new { text = "a" } } }, outputDimensionality = 3 });

        Assert.Equal("models/sim-small", models.GetProperty("models")[0].GetProperty("name").GetString());
        Assert.Equal(2, tokens.GetProperty("totalTokens").GetInt32());
        Assert.Equal(3, one.GetProperty("embedding").GetProperty("values").GetArrayLength());
    }
}
