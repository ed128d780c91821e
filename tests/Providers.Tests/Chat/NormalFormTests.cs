using System.Text;
using System.Text.Json;
using Providers.Anthropic;
using Providers.Chat;
using Providers.OpenAi;
using Providers.OpenAi.Completions;

namespace Providers.Tests.Chat;

public sealed class NormalFormTests
{
    private const string Plain = """{"model":"a","messages":[{"role":"user","content":"hi"}],"metadata":{"b":1,"a":[1,2]}}""";

    [Theory]
    [InlineData("""{ "messages" : [ {"content":"hi", "role":"user"} ], "metadata":{"a":[1, 2],"b":1}, "model":"b" }""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi"}],"metadata":{"b":1,"a":[1,2]},"routing":{"agent_id":"x"},"stream":false}""")]
    [InlineData("""{"m\u006fdel":"a","messages":[{"role":"user","content":"h\u0069"}],"metadata":{"\u0062":1,"a":[1,2]}}""")]
    public void Blanks_escapes_order_the_model_and_what_the_router_reads_make_no_difference(string body) => Assert.Equal(Of(Plain), Of(body));

    [Theory]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi"}],"metadata":{"b":1,"a":[2,1]}}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi"}],"metadata":{"b":"1","a":[1,2]}}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi"}],"metadata":{"b":1,"a":[1,2]},"stream":true}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"hi"}]}""")]
    public void Anything_else_does(string body) => Assert.NotEqual(Of(Plain), Of(body));

    [Fact]
    public void A_name_that_stands_twice_keeps_its_order()
    {
        const string Message = """{"messages":[{"role":"user","content":"hi"}],""";

        Assert.NotEqual(Of(Message + """ "x":1,"x":2}"""), Of(Message + """ "x":2,"x":1}"""));
    }

    [Fact]
    public void Headers_that_reach_the_upstream_count()
    {
        var body = Encoding.UTF8.GetBytes("""{"max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.NotEqual(
            Of(AnthropicChatReader.Read(body, []).Request!), Of(AnthropicChatReader.Read(body, [KeyValuePair.Create("anthropic-beta", "x")]).Request!));
    }

    [Fact]
    public void A_translation_is_not_the_chat_that_says_the_same()
    {
        var text = TextCompletionReader.Read("""{"prompt":"hi"}"""u8.ToArray()).Request!;

        Assert.NotEqual(Of("""{"messages":[{"role":"user","content":"hi"}]}"""), Of(text));
    }

    [Fact]
    public void Conversations_without_a_body_are_told_apart_by_all_they_hold()
    {
        Conversation[] all =
        [
            Says(new TextPart("hi")),
            Says(new TextPart("ho")),
            Says(new ImagePart("hi")),
            Says(new ImagePart("hi", "low")),
            Says(new OtherPart("hi")),
            Says(new TextPart("hi")) with { Parameters = new() { Seed = 1 } },
            Says(new TextPart("hi")) with { Tools = [new("hi")] },
            Says(new TextPart("hi")) with { ResponseFormat = new() { SchemaJson = "{}" } },
        ];

        Assert.Equal(all.Length, all.Select(one => Of(ChatRequest.From(one, "m", stream: false))).Distinct().Count());
        Assert.Equal(Of(ChatRequest.From(all[0], "m", stream: false)), Of(ChatRequest.From(Says(new TextPart("hi")), "n", stream: false)));
    }

    private static Conversation Says(ContentPart part) => new() { Messages = [new() { Role = ChatRole.User, Content = [part] }] };

    private static string Of(string body) => Of(OpenAiChatReader.Read(Encoding.UTF8.GetBytes(body)).Request!);

    private static string Of(ChatRequest request)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            NormalForm.Write(request, json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
