using System.Buffers;
using System.Text;
using System.Text.Json;
using Providers.Chat;

namespace Providers.Tests.Chat;

public sealed class ChatTextTests
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
        ChatText[] found = [Find("""{"text":"a\n"}""")!.Value, Find("""{"text":""}""")!.Value, Find("""{"text":"\"b"}""")!.Value];

        Assert.Equal("\"a\\n\\\"b\"", Written(ChatText.Join(found)!.Value));
        Assert.Equal("a\n\"bc", ChatText.Join([.. found, "c"])!.Value.ToString());
        Assert.Equal("c", ChatText.Join(["c"])!.Value.ToString());
        Assert.Null(ChatText.Join([]));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("""\n\u0000\\\/\u00df""")]
    [InlineData("""ß世\ud83d\ude00""")]
    public void A_long_text_is_the_same_in_pieces_wherever_they_are_cut(string raw)
    {
        var escaped = string.Concat(Enumerable.Repeat(raw, 5000));
        for (var cut = 0; cut < 4; cut++)
        {
            var all = new string('x', cut) + escaped;
            var text = JsonSerializer.Deserialize<string>($"\"{all}\"")!;
            var found = Find($$"""{"text":"{{all}}"}""")!.Value;
            foreach (var held in new[] { found, ChatText.OfUtf8(Encoding.UTF8.GetBytes(text)), text })
            {
                var utf8 = new ArrayBufferWriter<byte>();
                held.CopyTo(utf8);
                var characters = new char[text.Length];

                Assert.Equal(text, Encoding.UTF8.GetString(utf8.WrittenSpan));
                Assert.Equal((text.Length, utf8.WrittenCount), (held.Measure().Characters, held.Utf8Length));
                Assert.Equal(text.Length, held.CopyTo(characters));
                Assert.Equal(text, new(characters));
                Assert.Equal(JsonSerializer.Serialize(text), JsonSerializer.Serialize(held));
                Assert.Equal(text, JsonSerializer.Deserialize<string>(Written(held)));
                Assert.Equal(text, held.ToString());
            }
        }
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""" \n\t\u00a0\u3000""", true)]
    [InlineData("""\u00a0世""", false)]
    [InlineData(" a", false)]
    public void White_space_alone_says_nothing(string raw, bool isBlank)
    {
        var found = Find($$"""{"text":"{{raw}}"}""")!.Value;
        foreach (var held in new[] { found, ChatText.OfUtf8(Encoding.UTF8.GetBytes(found.ToString())), found.ToString() })
        {
            Assert.Equal(isBlank, held.IsBlank);
        }
    }

    [Theory]
    [InlineData("data:image/png;base64,aGk=", "image/png", "aGk=")]
    [InlineData("""DATA:image\/png;x=y;base64,aG\/k=""", "image/png", "aG/k=")]
    [InlineData("data:;base64,", "application/octet-stream", "")]
    [InlineData("data:image/png,aGk=", null, null)]
    [InlineData("https://x/data:image/png;base64,", null, null)]
    public void An_image_is_found_in_its_address_wherever_that_stands(string raw, string? type, string? base64)
    {
        var found = Find($$"""{"text":"{{raw}}"}""")!.Value;
        var text = found.ToString();
        foreach (var held in new[] { found, ChatText.OfUtf8(Encoding.UTF8.GetBytes(text)), text, ChatText.Join([found, ""])!.Value })
        {
            Assert.Equal(type is not null, DataUrl.TryRead(held, out var data));
            Assert.Equal((type, base64), (data?.MediaType, data?.Base64.ToString()));
        }
    }

    [Fact]
    public void The_address_of_an_image_can_be_made_and_read_again()
    {
        var address = DataUrl.AddressOf("image/gif", Find("""{"text":"\/9j"}""")!.Value);

        Assert.Equal("data:image/gif;base64,/9j", address.ToString());
        Assert.True(DataUrl.TryRead(address, out var data));
        Assert.Equal(("image/gif", "/9j"), (data.MediaType, data.Base64.ToString()));
        Assert.True(data.Base64.BeginsWith("/9J"));
        Assert.False(data.Base64.BeginsWith("/9ja"));
    }

    private static ChatText? Find(string body) => Find(Encoding.UTF8.GetBytes(body));

    private static ChatText? Find(byte[] body)
    {
        using var document = JsonDocument.Parse(body.AsMemory());
        return ChatText.Find(document.RootElement, "text", body);
    }

    private static string Written(ChatText text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, JsonBody.Options);
        text.Write(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
