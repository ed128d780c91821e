using System.Diagnostics;
using Routing.Features;

namespace Routing.Tests.Features;

/// <summary>Whatever a caller sends is judged in a time that its length bounds.</summary>
public class BadPromptTests
{
    public static TheoryData<string> Kinds => [.. Kind.Keys];

    private static readonly Dictionary<string, Func<int, string>> Kind = new(StringComparer.Ordinal)
    {
        ["one enormous word"] = length => new('a', length),
        ["one enormous word of no ASCII letter"] = length => new('漢', length),
        ["one enormous number"] = length => new('9', length),
        ["apostrophes"] = length => Repeat("a'", length),
        ["decimal points"] = length => Repeat("1.", length),
        ["blanks"] = length => new(' ', length),
        ["lines"] = length => new('\n', length),
        ["options"] = length => Repeat("A.\n", length),
        ["lone surrogates"] = length => Repeat("\uD800x", length),
        ["control characters"] = length => Repeat("\0\u0001", length),
        ["deep JSON"] = length => new string('[', length / 2) + new string(']', length / 2),
        ["deep objects"] = length => Repeat("{\"a\":", length),
        ["a bomb for backtracking expressions"] = length => new string('a', length - 1) + "!",
        ["another"] = length => Repeat("(a+)+$", length),
        ["instructions without end"] = length => Repeat("Please answer. ", length),
        ["labels without end"] = length => Repeat("Question: ", length),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Time_grows_with_length_and_no_faster(string kind)
    {
        // Sixteen times the text, at most a hundred times the time: a square would take 256 times, each time.
        var (few, many) = (long.MaxValue, long.MaxValue);
        for (var tries = 0; tries < 50 && many / 100 >= Math.Max(few, 2_000); tries++)
        {
            (few, many) = (Math.Min(few, Fastest(Kind[kind](2_000))), Math.Min(many, Fastest(Kind[kind](32_000))));
        }

        Assert.True(many / 100 < Math.Max(few, 2_000), $"{few} ns for 2,000 characters, {many} ns for 32,000");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_longer_than_that_takes_no_more(string kind)
    {
        var estimate = PromptClassifier.Estimate(Kind[kind](1_000_000));

        Assert.InRange(estimate.DifficultyMillis, 0, 10_000);
        Assert.NotEmpty(estimate.Labels);
    }

    [Fact]
    public void Reading_a_prompt_allocates_nothing()
    {
        if (typeof(PromptClassifier).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), false) is [DebuggableAttribute { IsJITOptimizerDisabled: true }])
        {
            // Unoptimised code boxes here and there; the release build, of which users are promised this, does not.
            return;
        }

        foreach (var text in Kind.Values.Select(make => make(1_000)).Append("If 3 knights and 4 knaves vote, who wins?"))
        {
            Assert.Equal(0, Allocated.Least(() => PromptClassifier.Estimate(text)));
        }
    }

    private static long Fastest(string text)
    {
        var fastest = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var start = Stopwatch.GetTimestamp();
            PromptClassifier.Estimate(text);
            fastest = Math.Min(fastest, (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return fastest;
    }

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
}
