using Routing.Catalog;
using Routing.Features;
using Routing.Money;
using Routing.Money.Budgets;

namespace Routing.Tests.Money.Budgets;

public class QuoteTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    // A million input tokens $1, a million output tokens $10.
    private static readonly Deployment Deployment = new()
    {
        Id = new(new("p"), "m"),
        MaxOutputTokens = 10_000,
        Prices = [new() { Input = TokenPrice.FromDollarsPerMillion(1), Output = TokenPrice.FromDollarsPerMillion(10) }],
    };

    private static readonly InputBound Prompt = InputBound.Of(new PromptSizes(744, 744, 0, 0, 0), 744, 0, unmeasured: false);

    [Fact]
    public void A_quote_that_fits_stays_as_it_is()
    {
        var quote = Open();

        Assert.Equal(NanoDollars.FromDollars(0.101m) + new NanoDollars(3), quote.Bound);
        Assert.Equal(quote, quote.Within(quote.Amount));
    }

    [Fact]
    public void An_open_answer_is_cut_to_a_share_of_what_is_left()
    {
        var cut = Open().Within(NanoDollars.FromDollars(0.1m))!.Value;

        Assert.True(cut.Answer.NeedsLimit);
        Assert.InRange(cut.Answer.Tokens, 2_399, 2_400);
        Assert.InRange(cut.Amount.Dollars, 0.0249m, 0.025m);
    }

    [Fact]
    public void The_shortest_answer_that_helps_may_take_all_that_is_left()
    {
        var least = Open().Within(NanoDollars.FromDollars(0.00357m))!.Value;

        Assert.Equal(AnswerBound.Least, least.Answer.Tokens);
        Assert.Null(Open().Within(new(least.Amount.Value - 1)));
        Assert.Equal(least, Open().Within(least.Amount));
    }

    [Fact]
    public void An_answer_whose_length_was_asked_for_is_never_cut()
    {
        var asked = Quote.Of(Deployment, Prompt, AnswerBound.Of(new() { MaxOutputTokens = 500 }, null, Deployment), Now);

        Assert.Null(asked.Within(new(asked.Amount.Value - 1)));
        Assert.Equal(asked, asked.Within(asked.Amount));
    }

    [Fact]
    public void Nothing_is_set_aside_where_nobody_knows_how_much()
    {
        var unpriced = Quote.Of(Deployment with { Prices = [] }, Prompt, AnswerBound.Of(new(), null, Deployment), Now);

        Assert.Null(unpriced.Bound);
        Assert.Equal(unpriced, unpriced.Within(NanoDollars.Zero));
    }

    private static Quote Open() => Quote.Of(Deployment, Prompt, AnswerBound.Of(new(), null, Deployment), Now);
}
