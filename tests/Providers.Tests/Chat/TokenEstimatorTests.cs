using Providers.Chat;

namespace Providers.Tests.Chat;

public class TokenEstimatorTests
{
    [Fact]
    public void Counts_text_tools_turns_and_images() => Assert.Equal(
        26 + 8 + 1600,
        TokenEstimator.InputTokens(new() { PromptCharacters = 100, PromptBytes = 100, ToolBytes = 3, MessageCount = 2, ImageCount = 2 }));

    [Fact]
    public void Marks_what_it_guessed()
    {
        var usage = TokenEstimator.Usage(new() { PromptCharacters = 40, PromptBytes = 40, MessageCount = 1 }, answerBytes: 9);
        Assert.Equal((14, 3, true), (usage.InputTokens, usage.OutputTokens, usage.Estimated));
    }

    [Fact]
    public void Never_overflows() =>
        Assert.Equal(int.MaxValue, TokenEstimator.InputTokens(new() { PromptCharacters = int.MaxValue, PromptBytes = int.MaxValue, MessageCount = int.MaxValue }));

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

    [Fact]
    public void What_tools_answered_and_files_are_told_apart_whatever_order_members_have()
    {
        var body = """
            {"messages":[{"role":"user","content":[{"type":"text","text":"read"},{"type":"file","file":{"file_id":"f"}}]},
            {"content":"12345","role":"tool","tool_call_id":"1"}],
            "tools":[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"b"}}]}
            """;
        var facts = Providers.OpenAi.OpenAiChatReader.Read(System.Text.Encoding.UTF8.GetBytes(body)).Request!.Facts;

        Assert.Equal((5, 2, true, 9), (facts.ToolResultBytes, facts.ToolCount, facts.HasFiles, facts.PromptBytes));
    }
}
