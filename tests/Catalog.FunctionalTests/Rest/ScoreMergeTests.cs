using Catalog.Api.CapabilityProfiles;

namespace Catalog.FunctionalTests.Rest;

public sealed class ScoreMergeTests
{
    private static readonly ScoreRow Shipped = new("code", "s", new DateOnly(2026, 8, 1), "published", 500, 900, ScoreRow.Curated);
    private static readonly ScoreRow ByHand = new("code", "work", new DateOnly(2026, 9, 1), "manual", 300, 1_000, ScoreRow.Manual);

    [Fact]
    public void An_import_replaces_what_imports_said_and_nothing_else() =>
        Assert.Equal(
            [Shipped with { Source = "t" }, ByHand],
            ScoreMerge.Of([Shipped, ByHand], [Shipped with { Source = "t" }], ScoreRow.Curated, replaces: true).AsEnumerable());

    [Fact]
    public void An_operator_replaces_what_operators_said_and_nothing_else() =>
        Assert.Equal([Shipped], ScoreMerge.Of([Shipped, ByHand], [], ScoreRow.Manual, replaces: true).AsEnumerable());

    [Fact]
    public void What_is_added_stands_beside_what_there_is() =>
        Assert.Equal(
            [Shipped, ByHand, ByHand with { Source = "work, again" }],
            ScoreMerge.Of([Shipped, ByHand], [ByHand with { Source = "work, again" }], ScoreRow.Manual, replaces: false).AsEnumerable());

    [Fact]
    public void A_shipped_score_repeated_by_hand_stays_a_shipped_one() =>
        Assert.Equal([Shipped], ScoreMerge.Of([Shipped], [Shipped with { Origin = ScoreRow.Manual }], ScoreRow.Manual, replaces: true).AsEnumerable());

    [Fact]
    public void A_shipped_score_corrected_by_hand_stays_corrected()
    {
        var corrected = Shipped with { ScoreMillis = 1, Origin = ScoreRow.Manual };

        Assert.Equal([corrected], ScoreMerge.Of([Shipped], [corrected], ScoreRow.Manual, replaces: true).AsEnumerable());
        Assert.Equal([corrected], ScoreMerge.Of([corrected], [Shipped], ScoreRow.Curated, replaces: true).AsEnumerable());
    }

    [Fact]
    public void Saying_the_same_in_another_order_is_no_change() =>
        Assert.Equal(
            ScoreMerge.Of([], [Shipped, Shipped with { Source = "t" }], ScoreRow.Curated, replaces: true).AsEnumerable(),
            ScoreMerge.Of([], [Shipped with { Source = "t" }, Shipped], ScoreRow.Curated, replaces: true).AsEnumerable());
}
