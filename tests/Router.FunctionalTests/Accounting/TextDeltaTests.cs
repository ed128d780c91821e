using System.Globalization;
using System.Text;
using Router.Grpc.Accounting;

namespace Router.FunctionalTests.Accounting;

public sealed class TextDeltaTests
{
    private const string Decision = """{"engine":12,"selector":"auto","prompt":{"score":71,"capabilities":[60,957,906],"labels":["code"]},"tier":"fast","hash":"0a1b2c3d"}""";

    [Theory]
    [InlineData("")]
    [InlineData(Decision)]
    [InlineData("""{"engine":12,"selector":"auto","prompt":{"score":7,"capabilities":[60,957,906],"labels":["code"]},"tier":"fast","hash":"0a1b2c3d"}""")]
    [InlineData("""{"engine":12,"selector":"auto","prompt":{"score":71234,"capabilities":[1,2,3],"labels":["code"]},"tier":"powerful","hash":"ffff"}""")]
    [InlineData("""{"engine":12,"selector":"auto","prompt":{"score":71,"capabilities":[60,957],"labels":[]},"tier":"fast","hash":"0a1b2c3d"}""")]
    [InlineData("""{"engine":12,"selector":"auto","prompt":{"score":71,"capabilities":[60,957,906,4],"labels":["code","math"]},"tier":"fast","hash":"0a1b2c3d"}""")]
    [InlineData("""{"engine":12,"selector":"auto","tier":"fast","hash":"0a1b2c3d"}""")]
    [InlineData("""{"engine":12,"selector":"auto","session":{"deployment":"a/b","cached":5},"prompt":{"score":71,"capabilities":[60],"labels":["ä 漢"]},"tier":"fast","hash":"0a1b2c3d"}""")]
    [InlineData("no text of the same kind")]
    public void A_text_is_made_again_from_another(string text)
    {
        Assert.Equal(text, Again(Decision, text));
        Assert.Equal(Decision, Again(text, Decision));
    }

    [Fact]
    public void Only_what_differs_is_told()
    {
        var other = Members(200, static number => number);
        var text = Members(200, static number => number % 100 == 50 ? -number : number);

        Assert.InRange(Delta(other, text).Length, 1, 16);
    }

    [Fact]
    public void A_text_with_a_member_more_or_less_is_alike_all_the_same()
    {
        var fewer = Members(200, static number => number);
        var more = fewer.Replace("\"m100\":100", "\"session\":{\"deployment\":\"a/b\",\"cached_tokens\":5},\"m100\":100", StringComparison.Ordinal);

        Assert.InRange(Delta(fewer, more).Length, 1, 100);
        Assert.InRange(Delta(more, fewer).Length, 1, 100);
    }

    [Fact]
    public void What_does_not_fit_is_not_told() =>
        Assert.False(TextDelta.TryWrite("abcdefgh"u8, "ijklmnop"u8, stackalloc byte[10], out _));

    [Fact]
    public void Texts_that_differ_anywhere_are_made_again()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var other = Members(random.Next(40), _ => random.Next(1_000));
            var text = Members(random.Next(40), _ => random.Next(1_000));

            Assert.Equal(text, Again(other, text));
        }
    }

    private static string Members(int count, Func<int, int> value) =>
        "{" + string.Join(',', Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"m{number}\":{value(number)}"))) + "}";

    private static string Again(string other, string text) => Encoding.UTF8.GetString(TextDelta.Apply(Encoding.UTF8.GetBytes(other), Delta(other, text)));

    private static ReadOnlySpan<byte> Delta(string other, string text)
    {
        var delta = new byte[100 * (text.Length + 100)];
        Assert.True(TextDelta.TryWrite(Encoding.UTF8.GetBytes(other), Encoding.UTF8.GetBytes(text), delta, out var written));
        return delta.AsSpan(0, written);
    }
}
