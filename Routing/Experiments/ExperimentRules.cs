using System.Buffers;
using static System.FormattableString;

namespace Routing.Experiments;

/// <summary>What an experiment must be, wherever it comes from.</summary>
public static class ExperimentRules
{
    /// <summary>Most variants.</summary>
    public const int MostVariants = 8;

    /// <summary>Longest name of an experiment or variant.</summary>
    public const int LongestName = 64;

    private const int LongestSalt = 128;
    private const int MostScoped = 100;
    private const int HighestScore = 10_000;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Names everything that is wrong with an experiment.</summary>
    /// <returns>Fields and what they must be; empty when nothing is wrong.</returns>
    public static IEnumerable<(string Field, string Message)> Faults(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return Own(experiment).Concat(experiment.Variants.SelectMany(static (variant, i) => Of(variant, Invariant($"variants[{i}]."))));
    }

    private static IEnumerable<(string Field, string Message)> Own(Experiment experiment)
    {
        if (!IsName(experiment.Name))
        {
            yield return ("name", NameRule);
        }

        if (experiment.Salt.Length is 0 or > LongestSalt || experiment.Salt.Any(char.IsControl))
        {
            yield return ("salt", Invariant($"must be a text of 1 to {LongestSalt} characters in one line"));
        }

        if (experiment.ShareMillis is < 0 or > Experiment.Whole)
        {
            yield return ("share", "must be from 0 to 1");
        }

        if (experiment.Variants.Length is < 2 or > MostVariants)
        {
            yield return ("variants", Invariant($"must be 2 to {MostVariants}, the first being what the others are compared with"));
        }
        else if (experiment.Variants.Sum(static variant => (long)variant.WeightMillis) != Experiment.Whole)
        {
            yield return ("variants", "must have weights that add up to 1");
        }

        if (experiment.Variants.DistinctBy(static variant => variant.Name).Count() < experiment.Variants.Length)
        {
            yield return ("variants", "must have different names");
        }

        if (experiment.Variants.All(static variant => variant.ChangesNothing))
        {
            yield return ("variants", "change nothing: one at least must set selector, policy, balanced_from or powerful_above");
        }

        foreach (var (field, list) in new[]
        {
            ("selectors", experiment.Scope.Selectors), ("keys", experiment.Scope.Keys), ("projects", experiment.Scope.Projects),
        })
        {
            if (list.Length > MostScoped || list.Any(static name => string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl)))
            {
                yield return (field, Invariant($"must be at most {MostScoped} names, none of them empty or with control characters"));
            }
        }
    }

    private static IEnumerable<(string Field, string Message)> Of(Variant variant, string path)
    {
        if (!IsName(variant.Name))
        {
            yield return (path + "name", NameRule);
        }

        if (variant.WeightMillis is < 1 or > Experiment.Whole)
        {
            yield return (path + "weight", "must be from 0.001 to 1");
        }

        if (variant.BalancedFromMillis is < 0 or > HighestScore)
        {
            yield return (path + "balanced_from", "must be from 0 to 10");
        }

        if (variant.PowerfulAboveMillis is < 0 or > HighestScore)
        {
            yield return (path + "powerful_above", "must be from 0 to 10");
        }

        if (variant.BalancedFromMillis > variant.PowerfulAboveMillis)
        {
            yield return (path + "balanced_from", "must not be above powerful_above");
        }
    }

    private static string NameRule => Invariant($"must have lower-case letters, digits, hyphens and underscores only, at most {LongestName}");

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.AsSpan().ContainsAnyExcept(NameCharacters);
}
