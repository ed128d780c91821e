using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Tests.Golden;

namespace Routing.Tests.Ranking;

/// <summary>The short ways of ranking lead where the plain one does, over random catalogs, health and requests.</summary>
public class PlainRankingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Everybody_stands_where_plain_ranking_puts_them(int seed)
    {
        var inputs = new RandomRankings(new Random(seed)).Of(catalogs: 8, each: 25);
        var ranked = inputs.Where(input => input.Selector!.StartsWith(Selectors.AutoPrefix, StringComparison.Ordinal)).ToArray();

        // With keys for few of the providers most of a catalog is out of reach.
        var poor = NameSet.Of([new ProviderId("p1"), new ProviderId("p2")]);
        var decided = ranked.Count(AssertRankedPlainly) + ranked.Count(input => AssertRankedPlainly(input with { CredentialsHeld = poor }));

        Assert.True(decided > 100, $"Only {decided} were decided.");
    }

    private static bool AssertRankedPlainly(DecisionInput input)
    {
        if (RoutingPipeline.Decide(input, int.MaxValue) is not RoutingOutcome.Decided(var whole))
        {
            return false;
        }

        Assert.Equal(PlainRanking.Of(input), Told(whole));
        Assert.Equal(whole.Candidates.Take(RoutingPipeline.MostCandidates), input.Decided().Candidates);
        Assert.Equal(whole.Primary, Assert.IsType<RoutingOutcome.Decided>(RoutingPipeline.Decide(input, 1)).Decision.Primary);
        return true;
    }

    private static List<string> Told(Decision decision) =>
    [
        .. decision.Candidates.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Deployment.Id} {row.Score.Total} {row.Score.ExpectedCost?.Value}")),
        .. decision.Exclusions.Select(row => $"without {row.Deployment}: {row.Reason}"),
    ];
}
