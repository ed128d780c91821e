using Providers.Chat;

namespace Providers.Tests.Chat;

public class TokenEstimatorTests
{
    [Fact]
    public void Counts_text_tools_turns_and_images() => Assert.Equal(
        26 + 8 + 1600,
        TokenEstimator.InputTokens(new() { PromptBytes = 100, ToolBytes = 3, MessageCount = 2, ImageCount = 2 }));

    [Fact]
    public void Marks_what_it_guessed()
    {
        var usage = TokenEstimator.Usage(new() { PromptBytes = 40, MessageCount = 1 }, answerBytes: 9);
        Assert.Equal((14, 3, true), (usage.InputTokens, usage.OutputTokens, usage.Estimated));
    }

    [Fact]
    public void Never_overflows() =>
        Assert.Equal(int.MaxValue, TokenEstimator.InputTokens(new() { PromptBytes = int.MaxValue, MessageCount = int.MaxValue }));

    [Fact]
    public void A_conversation_measures_the_same_with_and_without_json()
    {
        var body = """
            {"messages":[{"role":"user","content":"Grüße, 世界 😀"},{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]}]}
            """;
        var read = Providers.OpenAi.OpenAiChatReader.Read(System.Text.Encoding.UTF8.GetBytes(body)).Request!;
        var bare = ChatRequest.From(read.Conversation, null, stream: false);
        Assert.Equal(read.Facts, bare.Facts);
    }
}
