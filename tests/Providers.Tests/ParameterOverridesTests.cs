using System.Collections.Immutable;
using System.Text;

namespace Providers.Tests;

public class ParameterOverridesTests
{
    [Theory]
    [InlineData("""{"model":"m","temperature":1}""", "temperature", "0.25", """{"model":"m","temperature":0.25}""")]
    [InlineData("""{"temperature":1,"model":"m"}""", "seed", "7", """{"temperature":1,"model":"m","seed":7}""")]
    [InlineData("""{"model":"m","seed":1,"seed":2}""", "seed", "7", """{"model":"m","seed":7}""")]
    [InlineData("""{"model":"m","seed":1}""", "seed", "null", """{"model":"m"}""")]
    [InlineData("""{"options":{"num_ctx":1,"top_k":2}}""", "options", """{"num_ctx":8192,"top_k":null}""", """{"options":{"num_ctx":8192}}""")]
    [InlineData("""{"a":{"b":{"c":1,"d":2}}}""", "a", """{"b":{"c":3}}""", """{"a":{"b":{"d":2,"c":3}}}""")]
    [InlineData("""{"a":5}""", "a", """{"b":null,"c":1}""", """{"a":{"c":1}}""")]
    [InlineData("""{"text":"\u00e4 \" 1e400","n":1.00}""", "x", "\"y\"", """{"text":"\u00e4 \" 1e400","n":1.00,"x":"y"}""")]
    public void Sets_merges_and_removes(string body, string name, string value, string expected)
    {
        var edited = ParameterOverrides.Apply(
            new SplicedContent([Encoding.UTF8.GetBytes(body)]), ImmutableSortedDictionary<string, string>.Empty.Add(name, value));

        Assert.Equal(expected, Encoding.UTF8.GetString(edited.Join().Span));
    }

    [Fact]
    public void Without_overrides_the_body_is_the_same_object()
    {
        var body = new SplicedContent(["{"u8.ToArray(), "}"u8.ToArray()]);

        Assert.Same(body, ParameterOverrides.Apply(body, ImmutableSortedDictionary<string, string>.Empty));
        Assert.Equal("{}", Encoding.UTF8.GetString(body.Join().Span));
    }
}
