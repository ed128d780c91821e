using Routing.Catalog;
using Routing.Features;

namespace Routing.Money.Budgets;

/// <summary>How long the answers to a request can get at a deployment, all together.</summary>
/// <param name="Tokens">Longest answer.</param>
/// <param name="Answers">Answers asked for.</param>
/// <param name="MayShrink">Whether nobody has named the length, so that a shorter limit may be set.</param>
/// <param name="NeedsLimit">Whether it holds only if the provider is told.</param>
public readonly record struct AnswerBound(int Tokens, int Answers, bool MayShrink, bool NeedsLimit)
{
    /// <summary>Shortest answer that a request without a limit of its own is content with.</summary>
    public const int Least = 256;

    // Where neither caller, tier nor registry names a length.
    private const int Unbounded = 32_768;

    /// <summary>Tokens of all answers.</summary>
    public long AllTokens => (long)Tokens * Answers;

    /// <summary>By what the caller or its tier asks for, else by what the deployment can, else by a constant.</summary>
    /// <param name="features">The request.</param>
    /// <param name="tierLimit">What the tier fills in; null when nothing.</param>
    /// <param name="deployment">Who is asked.</param>
    public static AnswerBound Of(RequestFeatures features, int? tierLimit, Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(deployment);
        if (features.RequiredCapabilities.HasFlag(Capabilities.Embeddings))
        {
            return new(0, 1, MayShrink: false, NeedsLimit: false);
        }

        var answers = Math.Max(features.AnswerCount, 1);
        if ((features.MaxOutputTokens ?? tierLimit) is { } asked)
        {
            return new(Math.Max(asked, 0), answers, MayShrink: false, NeedsLimit: false);
        }

        var possible = deployment.MaxOutputTokens;
        return new(possible > 0 ? possible : Unbounded, answers, MayShrink: true, NeedsLimit: possible == 0);
    }

    /// <summary>The same with a shorter limit, which the provider must be told.</summary>
    public AnswerBound CutTo(int tokens) => tokens >= Tokens ? this : this with { Tokens = tokens, NeedsLimit = true };
}
