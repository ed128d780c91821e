using System.Text;
using Providers.OpenAi.Responses;
using Routing.Catalog;

namespace Providers.Tests.OpenAi.Responses;

public sealed class StoredResponseIdTests
{
    private static readonly DeploymentId Deployment = new(new("openai-eu"), "org/gpt-5.2 é");

    [Fact]
    public void Reads_as_it_was_written()
    {
        var id = new StoredResponse("resp_a.b", Deployment).ToString();

        Assert.True(StoredResponse.TryParse(id, out var read));
        Assert.Equal(new StoredResponse("resp_a.b", Deployment), read);
        Assert.All(id, static sign => Assert.True(char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-' or '.'));
    }

    [Fact]
    public void An_id_says_whose_account_it_is_and_not_with_which_key()
    {
        var mark = StoredResponse.MarkOf("sk-secret");
        var stored = new StoredResponse("resp_a", Deployment, mark);

        Assert.True(StoredResponse.TryParse(stored.ToString(), out var read));
        Assert.Equal(stored, read);
        Assert.Equal(6, mark.Length);
        Assert.NotEqual(mark, StoredResponse.MarkOf("sk-other"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("resp_1")]
    [InlineData(".YS9i")]
    [InlineData("resp_1.")]
    [InlineData("resp_1.a")]
    [InlineData("resp_1.!!!!")]
    [InlineData("resp_1.YWI")]
    [InlineData("resp_1._____w")]
    public void Anything_else_is_kept_by_nobody(string? id) => Assert.False(StoredResponse.TryParse(id, out _));

    [Theory]
    [InlineData("""{ "id":"r", "store" : false }""")]
    [InlineData("""{"id":"r"}""")]
    [InlineData("""{"store":true}""")]
    [InlineData("""{"id":null,"store":true}""")]
    [InlineData("""{"id":"r","output":[{"store":true}]}""")]
    public void What_is_not_kept_stays_as_it_is(string response) =>
        Assert.Equal(response, Encoding.UTF8.GetString(StoredResponse.Mark(Encoding.UTF8.GetBytes(response), Names(null)).Bytes.Span));

    [Fact]
    public void Of_what_is_kept_the_id_alone_changes()
    {
        const string Event = """{"type":"response.completed","x":{"id":"r"}, "response":{ "output":[{"id":"r"}],"store": true, "id" : "r", "y":1.0} }""";

        var marked = Encoding.UTF8.GetString(StoredResponse.MarkEvent("response.completed", Encoding.UTF8.GetBytes(Event), Names(null)).Bytes.Span);

        Assert.Equal(Event.Replace("\"id\" : \"r\"", $"\"id\" : \"{new StoredResponse("r", Deployment)}\"", StringComparison.Ordinal), marked);
    }

    [Theory]
    [InlineData("""{"id":"r","store":false,"previous_response_id":"theirs"}""", """{"id":"r","store":false,"previous_response_id":"ours"}""")]
    [InlineData("""{"previous_response_id" : "theirs","id":"r"}""", """{"previous_response_id" : "ours","id":"r"}""")]
    [InlineData("""{"id":"r","previous_response_id":null}""", """{"id":"r","previous_response_id":null}""")]
    [InlineData("""{"id":"r","output":[{"previous_response_id":"theirs"}]}""", """{"id":"r","output":[{"previous_response_id":"theirs"}]}""")]
    public void What_it_goes_on_from_has_the_id_that_the_caller_sent(string response, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(StoredResponse.Mark(Encoding.UTF8.GetBytes(response), Names("ours")).Bytes.Span));

    private static ResponseNames Names(string? previous) => new(static id => new StoredResponse(id, Deployment).ToString(), previous);
}
