using System.IO.Compression;
using ServiceDefaults.Rpc;

namespace ServiceDefaults.Tests.Rpc;

public sealed class CompleteGzipTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void What_is_written_is_a_whole_gzip_member_whatever_its_length(int length)
    {
        var message = Enumerable.Repeat((byte)'q', length).ToArray();
        using var written = new MemoryStream();

        using (var gzip = new CompleteGzip().CreateCompressionStream(written, CompressionLevel.Fastest))
        {
            gzip.Write(message);
        }

        Assert.True(written.Length >= 20, $"{written.Length} bytes are no gzip member");
        Assert.Equal([0x1f, 0x8b], written.ToArray()[..2]);
        written.Position = 0;
        using var read = new MemoryStream();
        using var unzip = new CompleteGzip().CreateDecompressionStream(written);
        unzip.CopyTo(read);
        Assert.Equal(message, read.ToArray());
    }
}
