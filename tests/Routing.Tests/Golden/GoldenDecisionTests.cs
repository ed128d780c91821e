using System.Globalization;
using System.Text;
using Routing.Features;
using Routing.Tests.Decisions;

namespace Routing.Tests.Golden;

/// <summary>
/// A thousand decisions as they were once made. Every machine must make them again, with vector instructions and without
/// (<c>DOTNET_EnableAVX2=0</c>, <c>DOTNET_EnableHWIntrinsic=0</c>). Where a change of engine or weights is meant to decide
/// otherwise, run the test with <c>WRITE_GOLDEN=1</c> and look at the difference.
/// </summary>
public class GoldenDecisionTests
{
    private static readonly string[] Path = ["tests", "Routing.Tests", "Golden", "decisions.txt"];

    [Fact]
    public void A_thousand_decisions_are_made_as_ever()
    {
        var made = Make();
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(RepositoryFiles.PathOf(Path), made);
        }

        Assert.Equal(Encoding.UTF8.GetString(RepositoryFiles.Read(Path)), made);
    }

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
