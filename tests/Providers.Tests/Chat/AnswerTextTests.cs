using System.Buffers;
using System.Text;
using System.Text.Json;
using Providers.Chat;

namespace Providers.Tests.Chat;

public sealed class AnswerTextTests
{
    [Theory]
    [InlineData("Hello")]
    [InlineData("")]
    [InlineData("""Gr\u00fc\u00dfe, \ud83d\ude00 \"\\ \/ \n 世界""")]
    public void What_stands_in_a_body_is_read_and_written_as_it_stands(string raw)
    {
        var text = Find($$"""{"before":1,"text":"{{raw}}"}""")!.Value;

        Assert.Equal(JsonSerializer.Deserialize<string>($"\"{raw}\""), text.ToString());
        Assert.Equal($"\"{raw}\"", Written(text));
        Assert.Equal(raw.Length == 0, text.IsEmpty);
    }

    [Theory]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":["a"]}""")]
    [InlineData("{}")]
    public void What_is_no_text_is_not_found(string body) => Assert.Null(Find(body));

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("a\\udc00b")]
    public void Half_a_character_is_no_text(string raw) =>
        Assert.Throws<InvalidOperationException>(() => Find($$"""{"text":"{{raw}}"}"""));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_no_text()
    {
        byte[] body = [.. "{\"text\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Throws<InvalidOperationException>(() => Find(body));
    }

    [Fact]
    public void Texts_are_joined_whoever_wrote_them()
    {
        AnswerText[] found = [Find("""{"text":"a\n"}""")!.Value, Find("""{"text":""}""")!.Value, Find("""{"text":"\"b"}""")!.Value];

        Assert.Equal("\"a\\n\\\"b\"", Written(AnswerText.Join(found)!.Value));
        Assert.Equal("a\n\"bc", AnswerText.Join([.. found, "c"])!.Value.ToString());
        Assert.Equal("c", AnswerText.Join(["c"])!.Value.ToString());
        Assert.Null(AnswerText.Join([]));
    }

    private static AnswerText? Find(string body) => Find(Encoding.UTF8.GetBytes(body));

    private static AnswerText? Find(byte[] body)
    {
        using var document = JsonDocument.Parse(body.AsMemory());
        return AnswerText.Find(document.RootElement, "text", body);
    }

    private static string Written(AnswerText text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        text.Write(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
