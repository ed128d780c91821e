using Router.Grpc.Accounting;

namespace Router.FunctionalTests.Accounting;

public sealed class LedgerIdTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void Ids_are_of_version_7_and_carry_their_time()
    {
        var id = Guid.Parse(LedgerIds.New(Noon));

        Assert.Equal((7, 8), (id.Version, id.Variant & 0xC));
        Assert.Equal(Guid.CreateVersion7(Noon).ToString()[..14], id.ToString()[..14]);
    }

    [Fact]
    public void No_two_are_alike()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => LedgerIds.New(Noon)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(10_000, ids.Count);
    }
}
