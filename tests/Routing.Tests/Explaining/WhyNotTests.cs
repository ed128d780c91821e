using Routing.Decisions;
using Routing.Explaining;
using Routing.Tests.Decisions;

namespace Routing.Tests.Explaining;

public class WhyNotTests
{
    [Fact]
    public void Why_was_a_model_selected_instead_of_the_preferred_one()
    {
        var answer = WhyNot.Of(Requests.For(Towns.Index, "c/ash-3-mini"), null);

        Assert.Equal("ash-3", answer.Asked);
        Assert.Equal(
            "c/ash-3-mini was selected because the request named it; b/ash-3, the preferred model, was not considered: c/ash-3-mini was asked for, "
            + "and a model that is named is never replaced by another one; family:ash leads to it.",
            answer.Sentence);
    }

    [Fact]
    public void Why_not_a_model_without_its_key()
    {
        var answer = WhyNot.Of(Requests.For(Towns.Index, "balanced").Without("a"), "elm-2");

        Assert.Equal((StandingKind.Excluded, ExclusionReason.CredentialMissing), (answer.Standings[0].Kind, answer.Standings[0].Reason));
        Assert.Equal("credential", answer.Flip!.Kind);
        Assert.Equal(
            "b/ash-3 was selected as the first usable entry of balanced; a/elm-2 was not selected because A_API_KEY is not set; with A_API_KEY set it would have been.",
            answer.Sentence);
    }

    [Fact]
    public void Why_not_a_model_that_stands_behind()
    {
        var answer = WhyNot.Of(Requests.For(Towns.Index, "balanced"), "b/ash-3");

        Assert.Equal((StandingKind.Behind, 2), (answer.Standings[0].Kind, answer.Standings[0].Place));
        Assert.Contains("stands at place 2, later in the order of balanced, and is attempted when a/elm-2 fails", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_not_a_model_of_another_tier()
    {
        var answer = WhyNot.Of(Requests.For(Towns.Index, "fast"), "a/elm-2");

        Assert.Equal(StandingKind.NotConsidered, answer.Standings[0].Kind);
        Assert.Contains("the tier fast was asked for, which does not list it (balanced does)", answer.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_selected_is_said_to_have_been()
    {
        Assert.Equal("a/elm-2 was selected as the first usable entry of balanced.", WhyNot.Of(Requests.For(Towns.Index, "balanced"), "a/elm-2").Sentence);
        Assert.Equal("a/elm-2, the preferred model, was selected as the first usable entry of balanced.", WhyNot.Of(Requests.For(Towns.Index, "balanced"), "").Sentence);
    }

    [Fact]
    public void An_unknown_name_gets_names_like_it() =>
        Assert.Equal("Model 'Elm 2' is not in the catalog. Did you mean a/elm-2?", WhyNot.Of(Requests.For(Towns.Index, "balanced"), "Elm 2").Sentence);

    [Fact]
    public void Every_answer_is_one_sentence()
    {
        var made = new Replaying.RandomDecisions(new Random(7));
        for (var i = 0; i < 500; i++)
        {
            var sentence = WhyNot.Of(made.Next(), i % 3 == 0 ? null : i % 3 == 1 ? "ash-3" : "a/yew").Sentence;

            Assert.Matches("[.?]$", sentence);
            Assert.DoesNotContain("..", sentence, StringComparison.Ordinal);
        }
    }
}
