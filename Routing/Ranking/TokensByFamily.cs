using System.Runtime.CompilerServices;
using Routing.Features;

namespace Routing.Ranking;

/// <summary>How many tokens the input of one request is for each family of models, by its place in <see cref="TokenFamily"/>.</summary>
[InlineArray(Families)]
internal struct TokensByFamily
{
    private const int Families = (int)TokenFamily.Kimi + 1;

    private int _first;

    /// <summary>For the family that makes the most of them.</summary>
    public readonly int Most
    {
        get
        {
            var most = 0;
            foreach (var tokens in this)
            {
                most = Math.Max(most, tokens);
            }

            return most;
        }
    }

    /// <summary>Of all inputs, when the longest takes so many and all together that many thousandths of it.</summary>
    public readonly TokensByFamily Times(long millis)
    {
        if (millis == RequestFeatures.OneInput)
        {
            return this;
        }

        var all = default(TokensByFamily);
        for (var family = 0; family < Families; family++)
        {
            all[family] = (int)Math.Min(((this[family] * millis) + 999) / 1000, int.MaxValue);
        }

        return all;
    }

    public static TokensByFamily Of(RequestFeatures features)
    {
        var tokens = default(TokensByFamily);
        for (var family = 0; family < Families; family++)
        {
            tokens[family] = Math.Max(TokenEstimates.InputTokens(features, (TokenFamily)family), 0);
        }

        return tokens;
    }
}
