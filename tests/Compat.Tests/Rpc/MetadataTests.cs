using Compat.Tests.Wire;
using Grpc.Core;

namespace Compat.Tests.Rpc;

public sealed class MetadataTests : EchoServer
{
    [Fact]
    public async Task Text_and_binary_entries_travel()
    {
        await Client.SayAsync(new EchoRequest(), new Metadata { { "X-Agent", "planner" }, { "x-trace-bin", [0, 128, 255] }, { "x-agent", "second" } });

        Assert.Equal("planner, second", Seen.Headers.GetValue("x-agent"));
        Assert.Equal([0, 128, 255], Seen.Headers.GetValueBytes("x-trace-bin"));
    }

    [Fact]
    public void Keys_are_lower_case_and_the_last_of_equal_ones_counts()
    {
        var metadata = new Metadata { { "Key", "1" }, { "key", "2" } };

        Assert.Equal("2", metadata.GetValue("key"));
        Assert.Equal(["1", "2"], metadata.GetAll("key").Select(entry => entry.Value));
        Assert.Null(metadata.GetValue("other"));
        Assert.Null(metadata.GetValueBytes("other-bin"));
    }

    [Fact]
    public void The_suffix_of_the_key_says_whether_the_value_is_binary()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("x-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("x", [1]));
        Assert.True(new Metadata.Entry("x-BIN", [1]).IsBinary);
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("x-bin", [1]).Value);
        Assert.Equal("text"u8.ToArray(), new Metadata.Entry("x", "text").ValueBytes);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("ümlaut")]
    [InlineData("colon:")]
    public void A_key_the_wire_cannot_carry_is_refused(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata { { key, "v" } });

    [Fact]
    public void Bytes_are_copied_in_and_out()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("x-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2], entry.ValueBytes);
    }

    [Fact]
    public void The_empty_metadata_stays_empty()
    {
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("k", "v"));
    }
}
