using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Models;
using Simulation.Scripting;
using Wire.Conformance.Running;

namespace Wire.Conformance.Sdks;

/// <summary>The official OpenAI SDK for .NET as a caller.</summary>
public sealed class OpenAiDotnetTests : WireTest
{
    private static readonly ChatTool LookUp = ChatTool.CreateFunctionTool("look_up", "Looks a word up.", BinaryData.FromString("""{"type":"object"}"""));

    [Fact]
    public async Task Nuget_OpenAI_reads_a_plain_answer()
    {
        Gateway.Upstream.Replies(Reply.Text("Hello") with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });

        ChatCompletion answer = await Chat().CompleteChatAsync("Say hello.");

        Assert.Equal("Hello", answer.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.Equal(18, answer.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Nuget_OpenAI_reads_a_streamed_answer()
    {
        Gateway.Upstream.Replies(Reply.Sse("Grüß ", "Gott ", "🎉") with { Usage = new SimulatedUsage(Prompt: 11, Completion: 7) });
        var text = "";
        var reasons = new List<ChatFinishReason>();
        ChatTokenUsage? usage = null;

        await foreach (var update in Chat().CompleteChatStreamingAsync("Say hello."))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            reasons.AddRange(update.FinishReason is { } reason ? [reason] : []);
            usage = update.Usage ?? usage;
        }

        Assert.Equal("Grüß Gott 🎉", text);
        Assert.Equal([ChatFinishReason.Stop], reasons);
        Assert.Equal(7, usage?.OutputTokenCount);
    }

    [Fact]
    public async Task Nuget_OpenAI_reads_a_streamed_tool_call()
    {
        Gateway.Upstream.Replies(Reply.Tool("look_up", """{"word":"Grüße"}"""));
        var options = new ChatCompletionOptions { Tools = { LookUp } };
        var updates = new List<StreamingChatToolCallUpdate>();

        await foreach (var update in Chat().CompleteChatStreamingAsync([ChatMessage.CreateUserMessage("Look it up.")], options))
        {
            updates.AddRange(update.ToolCallUpdates);
        }

        Assert.Equal("look_up", Assert.Single(updates, update => update.FunctionName is { Length: > 0 }).FunctionName);
        Assert.Equal("""{"word":"Grüße"}""", string.Concat(updates.Select(update => update.FunctionArgumentsUpdate?.ToString())));
    }

    [Fact]
    public async Task Nuget_OpenAI_lists_models()
    {
        var models = new OpenAIModelClient(new ApiKeyCredential(Gateway.Key), Options());

        OpenAIModelCollection list = await models.GetModelsAsync();
        OpenAIModel one = await models.GetModelAsync(Gateway.Model);

        Assert.Contains(Gateway.Model, list.Select(model => model.Id));
        Assert.Equal(Gateway.Model, one.Id);
    }

    [Fact]
    public async Task Nuget_OpenAI_embeds_texts_and_tokens()
    {
        var client = new EmbeddingClient(Gateway.Model, new ApiKeyCredential(Gateway.Key), Options());

        OpenAIEmbeddingCollection texts = await client.GenerateEmbeddingsAsync(["a", "b"], new EmbeddingGenerationOptions { Dimensions = 8 });
        OpenAIEmbeddingCollection tokens = await client.GenerateEmbeddingsAsync([(ReadOnlyMemory<int>)new[] { 1, 2, 3 }]);

        Assert.Equal([8, 8], texts.Select(vector => vector.ToFloats().Length));
        Assert.Equal(1, texts[0].ToFloats().ToArray().Sum(value => value * value), 3);
        Assert.Single(tokens);
        Assert.True(texts.Usage.InputTokenCount > 0);
    }

    [Fact]
    public async Task Nuget_OpenAI_throws_with_the_status_and_message_of_a_wrong_request()
    {
        Gateway.Upstream.Replies(Reply.Error(400, message: "too odd"));

        var error = await Assert.ThrowsAsync<ClientResultException>(() => Chat().CompleteChatAsync("Say hello."));

        Assert.Equal(400, error.Status);
        Assert.Contains("too odd", error.Message, StringComparison.Ordinal);
    }

    private ChatClient Chat() => new(Gateway.Model, new ApiKeyCredential(Gateway.Key), Options());

    private OpenAIClientOptions Options()
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(Gateway.Http.BaseAddress!, "/v1") };
        options.AddPolicy(new HeaderPolicy(Gateway.Headers), PipelinePosition.PerCall);
        return options;
    }

    /// <summary>Sends what every request to the gateway carries.</summary>
    private sealed class HeaderPolicy(IReadOnlyDictionary<string, string> headers) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Write(message);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Write(message);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }

        private void Write(PipelineMessage message)
        {
            foreach (var (name, value) in headers)
            {
                message.Request.Headers.Set(name, value);
            }
        }
    }
}
