extern alias client;

using System.Text.Json.Nodes;
using client::Aspire.Routing.Client;
using client::Aspire.Routing.V1;
using Grpc.Core;
using Microsoft.Extensions.AI;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;
using TestKit;
using Message = Microsoft.Extensions.AI.ChatMessage;
using RoutingChatClient = client::Aspire.Routing.Client.RoutingChatClient;

namespace Router.FunctionalTests.Clients;

/// <summary>The chat client for .NET against a router over real HTTP/2.</summary>
public sealed class RoutingChatClientTests : IAsyncLifetime
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create(static (string city) => $"Rain in {city}", "weather", "Says how the weather is.");
    private ProviderSimulator _upstream = null!;
    private RouterUnderTest _router = null!;
    private RoutingChatClient _client = null!;

    public async Task InitializeAsync()
    {
        _upstream = await ProviderSimulator.StartAsync();
        var catalog = Catalogs.Of(_upstream.Address);
        _router = await RouterUnderTest.StartAsync(catalog with
        {
            Deployments = [catalog.Deployments[0] with { Capabilities = catalog.Deployments[0].Capabilities | Capabilities.Vision | Capabilities.Reasoning }],
        });
        _client = new(new Uri($"http://{_router.Channel.Target}"), "fast");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _router.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_comes_with_usage_and_the_decision()
    {
        _upstream.Replies(Reply.Text("Hello") with { Usage = new(11, 3, Cached: 4) });

        var answer = await _client.GetResponseAsync("hi");

        Assert.Equal(("Hello", "sim-small", ChatFinishReason.Stop), (answer.Text, answer.ModelId, answer.FinishReason));
        Assert.Equal((11, 3, 14, 4), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount, answer.Usage.CachedInputTokenCount));
        Assert.Equal("fast", Assert.IsType<client::Aspire.Routing.V1.ChatResponse>(answer.RawRepresentation).Decision.Tier);
    }

    [Fact]
    public async Task A_streamed_answer_adds_up_to_the_same()
    {
        _upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(7, 2), Reasoning = ["hm"] });

        var answer = await _client.GetStreamingResponseAsync("hi").ToChatResponseAsync();

        Assert.Equal(("Hello", "sim-small", ChatFinishReason.Stop), (answer.Text, answer.ModelId, answer.FinishReason));
        Assert.Equal("hm", answer.Messages.Single().Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal((7, 2), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task Everything_said_reaches_the_provider()
    {
        await _client.GetResponseAsync(
            [new(ChatRole.User, [new TextContent("What is this?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]) { AuthorName = "The Tester (QA)" }],
            new()
            {
                Instructions = "Be brief.",
                Temperature = 0.7f,
                TopP = 0.9f,
                MaxOutputTokens = 50,
                Seed = 42,
                Reasoning = new() { Effort = ReasoningEffort.Low },
                StopSequences = ["END"],
                Tools = [Weather],
                ToolMode = ChatToolMode.RequireSpecific("weather"),
                ResponseFormat = ChatResponseFormat.ForJsonSchema<int[]>(schemaName: "numbers"),
            });

        var sent = JsonNode.Parse(Assert.Single(_upstream.Requests).Body)!;
        Assert.Equal("Be brief.", (string?)sent["messages"]![0]!["content"]);
        Assert.Equal("data:image/png;base64,AQID", (string?)sent["messages"]![1]!["content"]![1]!["image_url"]!["url"]);
        Assert.Equal((0.7, 0.9, 50, 42), ((double)sent["temperature"]!, (double)sent["top_p"]!, (int)(sent["max_tokens"] ?? sent["max_completion_tokens"])!, (int)sent["seed"]!));
        Assert.Equal(("TheTesterQA", "low"), ((string?)sent["messages"]![1]!["name"], (string?)sent["reasoning_effort"]));
        Assert.Equal("END", (string?)sent["stop"]![0]);
        Assert.Equal("string", (string?)sent["tools"]![0]!["function"]!["parameters"]!["properties"]!["city"]!["type"]);
        Assert.Equal("weather", (string?)sent["tool_choice"]!["function"]!["name"]);
        Assert.Equal("numbers", (string?)sent["response_format"]!["json_schema"]!["name"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_called_function_is_answered_in_the_next_turn(bool streamed)
    {
        _upstream.Replies(Reply.Tool("weather", """{"city":"Oslo"}"""), Reply.Text("It rains."));
        var options = new ChatOptions { Tools = [Weather] };
        var messages = new List<Message> { new(ChatRole.User, "How is the weather?") };

        var asked = await AskAsync(messages, options, streamed);
        var call = asked.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        messages.AddRange(asked.Messages);
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, await Weather.InvokeAsync(new(call.Arguments)))]));
        var answer = await AskAsync(messages, options, streamed);

        Assert.Equal((ChatFinishReason.ToolCalls, "weather"), (asked.FinishReason, call.Name));
        Assert.Equal("It rains.", answer.Text);
        var sent = JsonNode.Parse(_upstream.Requests[^1].Body)!["messages"]!;
        Assert.Equal(call.CallId, (string?)sent[1]!["tool_calls"]![0]!["id"]);
        Assert.Equal("""{"city":"Oslo"}""", (string?)sent[1]!["tool_calls"]![0]!["function"]!["arguments"]);
        Assert.Equal(("tool", call.CallId, "Rain in Oslo"), ((string?)sent[2]!["role"], (string?)sent[2]!["tool_call_id"], (string?)sent[2]!["content"]));
    }

    [Fact]
    public async Task What_the_work_needs_is_heard()
    {
        var options = new ChatOptions().WithRouting(new RoutingHints { DeniedProviders = { "alpha" } });

        var refusal = await Assert.ThrowsAsync<RpcException>(() => _client.GetResponseAsync("hi", options));

        Assert.Equal(StatusCode.FailedPrecondition, refusal.StatusCode);
        Assert.Empty(_upstream.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_call_ends_the_call_of_the_provider(bool streamed)
    {
        _upstream.Replies(Reply.Hang());
        using var hangUp = new CancellationTokenSource();

        var answer = AskAsync([new(ChatRole.User, "hi")], new(), streamed, hangUp.Token);
        await Eventually.Is(() => _upstream.Counters.Requests == 1);
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await Eventually.Is(() => _upstream.Counters.Aborts == 1);
    }

    [Fact]
    public async Task What_the_router_cannot_carry_is_refused_before_it_is_sent()
    {
        var sound = new DataContent(new byte[] { 1 }, "audio/wav");

        await Assert.ThrowsAsync<NotSupportedException>(() => _client.GetResponseAsync([new(ChatRole.User, [sound])]));

        Assert.Empty(_upstream.Requests);
    }

    [Fact]
    public void It_says_what_it_is()
    {
        var metadata = (ChatClientMetadata)_client.GetService(typeof(ChatClientMetadata))!;

        Assert.Equal(("aspire.routing", "fast"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(_client, _client.GetService(typeof(IChatClient)));
        Assert.IsType<RouterService.RouterServiceClient>(_client.GetService(typeof(RouterService.RouterServiceClient)));
    }

    private Task<Microsoft.Extensions.AI.ChatResponse> AskAsync(
        IEnumerable<Message> messages, ChatOptions options, bool streamed, CancellationToken cancellationToken = default) => streamed
        ? _client.GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken)
        : _client.GetResponseAsync(messages, options, cancellationToken);
}
