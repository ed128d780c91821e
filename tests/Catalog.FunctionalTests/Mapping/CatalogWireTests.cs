using Google.Protobuf;
using Protos.Mapping;
using Routing.Catalog;
using Routing.Experiments;
using Wire = Aspire.Catalog.V1;

namespace Catalog.FunctionalTests.Mapping;

public sealed class CatalogWireTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_catalog_survives_the_wire(int seed)
    {
        var catalog = new RandomCatalog(new Random(seed)).Next(revision: 7);

        var bytes = CatalogWire.ToWire(catalog).ToByteArray();
        var read = CatalogWire.ToDomain(Wire.CatalogSnapshot.Parser.ParseFrom(bytes));

        AssertEqual(catalog, read);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Applying_the_difference_leads_to_the_other_catalog(int seed)
    {
        var random = new RandomCatalog(new Random(seed));
        var before = random.Next(revision: 7);
        var after = random.Next(revision: 9);

        var changes = Wire.CatalogChanges.Parser.ParseFrom(CatalogWire.Diff(before, after).ToByteArray());

        AssertEqual(after, CatalogWire.Apply(before, changes));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equal_catalogs_do_not_differ(int seed)
    {
        var before = new RandomCatalog(new Random(seed)).Next(revision: 7);
        var after = new RandomCatalog(new Random(seed)).Next(revision: 7);

        Assert.Equal(new Wire.CatalogChanges { FromRevision = 7, ToRevision = 7 }, CatalogWire.Diff(before, after));
    }

    [Fact]
    public void Rows_that_did_not_change_are_shared()
    {
        var before = new CatalogSnapshot { Revision = 1, Aliases = [new("a", "x"), new("b", "x")] };
        var after = before with { Revision = 2, Aliases = [before.Aliases[0], new("b", "y")] };

        var applied = CatalogWire.Apply(before, CatalogWire.Diff(before, after));

        Assert.Same(before.Aliases[0], applied.Aliases[0]);
        Assert.Equal(new ModelAlias("b", "y"), applied.Aliases[1]);
    }

    [Fact]
    public void Changes_from_another_revision_are_refused()
    {
        var changes = new Wire.CatalogChanges { FromRevision = 5, ToRevision = 6 };

        var refused = Assert.Throws<ArgumentException>(() => CatalogWire.Apply(new CatalogSnapshot { Revision = 4 }, changes));

        Assert.Contains("revision 5", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_capability_has_a_name()
    {
        foreach (var capability in Enum.GetValues<Capabilities>().Where(value => value != Capabilities.None))
        {
            var name = Assert.Single(CapabilityNames.Of(capability));
            Assert.True(CapabilityNames.TryParse(name, out var read));
            Assert.Equal(capability, read);
        }
    }

    [Fact]
    public void Capabilities_of_a_newer_writer_are_skipped()
    {
        Assert.Equal(Capabilities.Tools, CapabilityNames.ParseKnown(["tools", "telepathy"]));
        Assert.False(CapabilityNames.TryParse("telepathy", out _));
    }

    [Fact]
    public void Nobody_takes_part_in_an_experiment_whose_unit_only_a_newer_router_knows()
    {
        var experiment = new Experiment
        {
            Name = "newer",
            Salt = "newer",
            Unit = ExperimentUnit.Session,
            Variants = [new() { Name = "a", WeightMillis = 500 }, new() { Name = "b", WeightMillis = 500 }],
        };
        var wire = CatalogWire.ToWire(new CatalogSnapshot { Revision = 7, Experiments = [experiment] });
        Assert.Equal(Experiment.Whole, Assert.Single(wire.Experiments).ShareMillis);
        wire.Experiments[0].Unit = "town";

        var read = Assert.Single(CatalogWire.ToDomain(Wire.CatalogSnapshot.Parser.ParseFrom(wire.ToByteArray())).Experiments);

        Assert.Equal(("newer", 0, 2), (read.Name, read.ShareMillis, read.Variants.Length));
    }

    // Records that hold arrays compare those by reference; the wire form compares by value.
    private static void AssertEqual(CatalogSnapshot expected, CatalogSnapshot actual) =>
        Assert.Equal(CatalogWire.ToWire(expected), CatalogWire.ToWire(actual));
}
