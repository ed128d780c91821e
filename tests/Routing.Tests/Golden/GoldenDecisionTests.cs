using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Routing.Decisions;
using Routing.Features;
using Routing.Tests.Decisions;

namespace Routing.Tests.Golden;

/// <summary>
/// A thousand decisions by tiers and hundreds by policies, as they were once made. Every machine must make them again, with vector
/// instructions and without (<c>DOTNET_EnableAVX2=0</c>, <c>DOTNET_EnableHWIntrinsic=0</c>). Where a change of engine or weights is meant
/// to decide otherwise, run the test with <c>WRITE_GOLDEN=1</c> and look at the difference.
/// </summary>
public class GoldenDecisionTests
{
    [Fact]
    public void A_thousand_decisions_are_made_as_ever() => AssertAsEver(Make(), "decisions.txt");

    [Fact]
    public void Hundreds_of_rankings_are_made_as_ever() => AssertAsEver(Rank(), "rankings.txt");

    private static void AssertAsEver(string made, string file)
    {
        string[] path = ["tests", "Routing.Tests", "Golden", file];
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(RepositoryFiles.PathOf(path), made);
        }

        Assert.Equal(Encoding.UTF8.GetString(RepositoryFiles.Read(path)), made);
    }

    // Every candidate with every term, and every exclusion, in sixteen digits: what differs, a debugger says.
    private static string Rank()
    {
        var lines = new StringBuilder();
        foreach (var input in new RandomRankings(new Random(20261128)).Of(catalogs: 10, each: 25))
        {
            var (head, told) = RoutingPipeline.Decide(input) switch
            {
                RoutingOutcome.Decided(var decision) => (
                    FormattableString.Invariant($"{decision.Names()[0]} {decision.Primary.Score.Total} of {decision.Eligible}"),
                    string.Join('\n', [.. decision.Candidates.Select(row => $"{row.Deployment.Id} {row.Role} {row.Score}"), .. decision.Reasons, .. Told(decision.Exclusions)])),
                RoutingOutcome.Refused(var error) => (error.Kind.ToString(), string.Join('\n', [error.Message, .. Told(error.Exclusions)])),
                var other => throw new InvalidOperationException($"Nobody knows {other}."),
            };
            lines.Append(CultureInfo.InvariantCulture, $"{head} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told)))[..16]}\n");
        }

        return lines.ToString();
    }

    private static IEnumerable<string> Told(ImmutableArray<Exclusion> exclusions) =>
        exclusions.Select(row => $"{row.Deployment} {row.Reason} {row.Detail}");

    private static string Make()
    {
        var random = new Random(20260314);
        var lines = new StringBuilder();
        for (var i = 0; i < 1_000; i++)
        {
            var prompt = Prompt(random);
            var estimate = PromptClassifier.Estimate(prompt);
            var decision = (Requests.For(Towns.Index, "auto") with
            {
                Features = new() { PromptCharacters = prompt.Length, MessageCount = 1 + random.Next(20), Prompt = estimate },
                Hints = new() { AgentScores = random.Next(3) == 0 ? new() { CombinedMillis = random.Next(10_001) } : null },
            }).Decided();
            lines.Append(CultureInfo.InvariantCulture, $"{estimate.Score} {estimate.DifficultyMillis} {estimate.GainMillis} {estimate.FailureMillis} ")
                .Append(CultureInfo.InvariantCulture, $"{string.Join('+', estimate.Labels)} {decision.Tier} {decision.Names()[0]} {decision.Hash[..16]}\n");
        }

        return lines.ToString();
    }

    private static string Prompt(Random random)
    {
        var text = new StringBuilder();
        var length = 1 + random.Next(random.Next(4) == 0 ? 400 : 40);
        for (var word = 0; word < length; word++)
        {
            text.Append(GoldenWords.All[random.Next(GoldenWords.All.Length)]);
            text.Append(random.Next(12) switch { 0 => ". ", 1 => "\n", 2 => "? ", 3 => ", ", _ => " " });
        }

        return text.ToString();
    }
}
