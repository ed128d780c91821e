using Aspire.Hosting.Engine;

namespace Compat.Tests.Hosting;

public sealed class ResourceLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log-").FullName;

    [Fact]
    public void A_new_run_keeps_the_log_of_the_one_before()
    {
        using (var first = new ResourceLog(_folder, "router", TimeProvider.System))
        {
            first.Write("first");
        }

        using (var second = new ResourceLog(_folder, "router", TimeProvider.System))
        {
            second.Write("second");
        }

        Assert.EndsWith(" first\n", File.ReadAllText(Path.Combine(_folder, "router.previous.log")), StringComparison.Ordinal);
        Assert.EndsWith(" second\n", File.ReadAllText(Path.Combine(_folder, "router.log")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_grew_too_long_starts_afresh_and_keeps_one_older_file()
    {
        using var log = new ResourceLog(_folder, "router", TimeProvider.System);
        var megabyte = new string('x', 1 << 20);

        for (var at = 0; at < 45; at++)
        {
            log.Write(megabyte);
        }

        Assert.True(new FileInfo(log.FilePath).Length < 20 << 20);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
