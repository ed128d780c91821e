using Aspire.Routing.V1;
using Google.Protobuf;
using Providers.Streams;
using Router.Grpc.Grpc.Payloads;

namespace Router.FunctionalTests.Grpc;

/// <summary>What is taken out of a request and what is left of it are together what protoc's classes read.</summary>
public sealed class LongTextsTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("ä\n", 20_000));

    [Fact]
    public void Long_texts_and_addresses_are_taken_out_and_the_rest_stays()
    {
        var request = new ChatRequest
        {
            Model = "auto",
            Conversation = new()
            {
                Messages =
                {
                    Says(new ContentPart { Text = "short" }),
                    Says(new ContentPart { Text = Long }, new ContentPart { Text = "between" }, new ContentPart { ImageUrl = "data:" + Long }),
                    new Message { Role = "tool", ToolCallId = "1", ToolCalls = { new ToolCall { Arguments = Long } }, Content = { new ContentPart { Text = Long + "!" } } },
                },
                ToolChoice = "auto",
            },
            Hints = new() { AgentId = Long },
        };
        var texts = CutOut(request.ToByteArray(), out var rest)!;

        Assert.Null(texts.Find(0, 0));
        Assert.Equal(Long, texts.Find(1, 0));
        Assert.Null(texts.Find(1, 1));
        Assert.Equal("data:" + Long, texts.Find(1, 2));
        Assert.Equal(Long + "!", texts.Find(2, 0));
        request.Conversation.Messages[1].Content[0].Text = "";
        request.Conversation.Messages[1].Content[2].ImageUrl = "";
        request.Conversation.Messages[2].Content[0].Text = "";
        Assert.Equal(request, ChatRequest.Parser.ParseFrom(rest));
    }

    [Fact]
    public void Parts_of_a_conversation_that_comes_twice_are_counted_on_and_the_last_text_of_a_piece_counts()
    {
        var first = new ChatRequest { Conversation = new() { Messages = { Says(new ContentPart { Text = Long }) } } }.ToByteArray();
        byte[] piece = [.. new ContentPart { Text = Long }.ToByteArray(), .. new ContentPart { Text = "last" }.ToByteArray()];
        byte[] message = [.. Field(Message.ContentFieldNumber, piece)];
        byte[] second = [.. Field(ChatRequest.ConversationFieldNumber, [.. Field(Conversation.MessagesFieldNumber, message)])];
        var texts = CutOut([.. first, .. second], out var rest)!;

        Assert.Equal(Long, texts.Find(0, 0));
        Assert.Null(texts.Find(1, 0));
        Assert.Equal("last", ChatRequest.Parser.ParseFrom(rest).Conversation.Messages[1].Content[0].Text);
    }

    [Fact]
    public void What_is_no_UTF8_is_left_to_whoever_reads_the_rest()
    {
        byte[] text = [.. Enumerable.Repeat((byte)0xC3, 30_000)];
        byte[] part = [.. Field(Message.ContentFieldNumber, [.. Field(ContentPart.TextFieldNumber, text)])];
        byte[] request = [.. Field(ChatRequest.ConversationFieldNumber, [.. Field(Conversation.MessagesFieldNumber, part)])];
        var texts = CutOut(request, out var rest)!;

        Assert.Null(texts.Find(0, 0));
        Assert.Equal(request, rest);
    }

    [Fact]
    public void A_request_that_is_cut_anywhere_is_read_no_further()
    {
        var whole = new ChatRequest { Model = "m", Conversation = new() { Messages = { Says(new ContentPart { Text = Long }) } } }.ToByteArray();
        int[] wholes = [0, 3];
        foreach (var length in Enumerable.Range(0, 40).Append(whole.Length - 1).Except(wholes))
        {
            Assert.Null(CutOut(whole[..length], out _));
        }
    }

    private static LongTexts? CutOut(byte[] request, out byte[] rest)
    {
        using var buffer = new BodyBuffer();
        var texts = LongTexts.TryCutOut(request, request.Length, buffer);
        rest = buffer.WrittenSpan.ToArray();
        return texts;
    }

    private static Message Says(params ContentPart[] parts) => new() { Role = "user", Content = { parts } };

    private static byte[] Field(int number, byte[] value)
    {
        using var buffer = new BodyBuffer();
        PayloadField.WriteHead(number, value.Length, buffer);
        return [.. buffer.WrittenSpan, .. value];
    }
}
