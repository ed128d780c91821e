using System.Globalization;
using System.Text.RegularExpressions;

namespace Catalog.Api.Sync.Inference;

/// <summary>Reads the number of parameters out of a model's name: 70 of <c>llama-3.3-70b</c>, 56 of <c>mixtral-8x7b</c>.</summary>
internal static partial class ParameterCount
{
    /// <returns>Billions; null when the name says nothing.</returns>
    public static decimal? Read(string name)
    {
        decimal? largest = null;

        // Of 235b-a22b the first is the whole model, the second what works on each token.
        foreach (Match match in Size().Matches(name))
        {
            var experts = match.Groups["experts"] is { Success: true, Value: var count } ? decimal.Parse(count, CultureInfo.InvariantCulture) : 1;
            var billions = experts * decimal.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture);
            largest = largest is null || billions > largest ? billions : largest;
        }

        return largest;
    }

    [GeneratedRegex(@"(^|[-_:/ ])((?<experts>[0-9]{1,3})x)?a?(?<size>[0-9]{1,4}(\.[0-9]{1,3})?)b($|[-_:/ ])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Size();
}
