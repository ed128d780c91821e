using Routing.Catalog;

namespace Routing.Money.Budgets;

/// <summary>What one call of a deployment for a request may cost at most.</summary>
public readonly record struct Quote
{
    // What a request of open length leaves of a remainder that is too small for its longest answer: others want to answer as well.
    private const int Share = 4;

    private readonly DateTimeOffset _at;

    private Quote(Deployment deployment, long inputTokens, AnswerBound answer, DateTimeOffset at)
    {
        Deployment = deployment;
        InputTokens = inputTokens;
        Answer = answer;
        Bound = CostBound.Of(deployment, inputTokens, answer.AllTokens, at);
        _at = at;
    }

    /// <summary>What is called.</summary>
    public Deployment Deployment { get; }

    /// <summary>Most tokens of the prompt.</summary>
    public long InputTokens { get; }

    /// <summary>How long the answers can get.</summary>
    public AnswerBound Answer { get; }

    /// <summary>The most that it can cost; null when the deployment is unpriced.</summary>
    public NanoDollars? Bound { get; }

    /// <summary>What must be set aside for it; nothing where nobody knows how much.</summary>
    public NanoDollars Amount => Bound ?? NanoDollars.Zero;

    /// <summary>Quotes a call.</summary>
    /// <param name="deployment">What is called.</param>
    /// <param name="input">The bound of the prompt.</param>
    /// <param name="answer">The bound of the answers.</param>
    /// <param name="at">When the request was decided: the price of that moment counts.</param>
    public static Quote Of(Deployment deployment, in InputBound input, AnswerBound answer, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return new(deployment, input.Within(deployment.ContextWindow), answer, at);
    }

    /// <summary>The quote that fits an amount: the same, or one for shorter answers where nobody has named their length.</summary>
    /// <returns>Null when not even the shortest answer that helps fits.</returns>
    public Quote? Within(NanoDollars money)
    {
        if (Amount <= money)
        {
            return this;
        }

        var shortest = Shortest();
        if (shortest.Amount > money)
        {
            return null;
        }

        var longest = CostBound.LongestOutput(Deployment, InputTokens, new(money.Value / Share), _at) / Answer.Answers ?? 0;
        return longest > shortest.Answer.Tokens ? CutTo(longest) : shortest;
    }

    /// <summary>The quote for the shortest answer that helps; the same where the length was asked for.</summary>
    public Quote Shortest() => Answer.MayShrink ? CutTo(AnswerBound.Least) : this;

    private Quote CutTo(int tokens) => new(Deployment, InputTokens, Answer.CutTo(tokens), _at);
}
