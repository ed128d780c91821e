using Routing.Features;

namespace Routing.Tests.Features;

public class PromptClassifierTests
{
    [Theory]
    [InlineData("Write a Python function that returns the n-th Fibonacci number.", "Code Mathematical Logical")]
    [InlineData("Implement binary search over a sorted array in Java.", "Code Mathematical Logical")]
    [InlineData("What is the capital of France?", "Factual")]
    [InlineData("Who painted the Mona Lisa?", "Factual")]
    [InlineData("Write a short story about a robot that learns to paint.", "Creative")]
    [InlineData("Compose a poem about the sea in winter.", "Creative")]
    [InlineData("Solve the equation 2x + 5 = 17 and explain each step.", "Mathematical Logical")]
    [InlineData("What is the derivative of x^3 + 2x?", "Mathematical Logical")]
    [InlineData("Hello, how are you today?", "Conversational")]
    [InlineData("I feel a bit lonely tonight, can we talk?", "Conversational")]
    public void The_five_kinds_of_queries_are_told_apart(string prompt, string expected)
    {
        var detected = PromptClassifier.Estimate(prompt).Detected;

        foreach (var capability in expected.Split(' '))
        {
            Assert.Contains(Enum.Parse<PromptCapability>(capability), detected);
        }
    }

    [Theory]
    [InlineData("What is the capital of France?", PromptCapability.Factual)]
    [InlineData("Translate into German: the train leaves at noon.", PromptCapability.Translation)]
    [InlineData("Extract all names from the following text: Ada met Grace in Paris.", PromptCapability.Extraction)]
    [InlineData("Knights always tell the truth and knaves always lie. A says B is a knave. What can we conclude?", PromptCapability.Logical)]
    public void What_a_prompt_clearly_asks_for_is_its_label(string prompt, PromptCapability label)
    {
        Assert.Equal(label, Assert.Single(PromptClassifier.Estimate(prompt).Labels));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("…")]
    public void What_is_nothing_else_is_conversation(string prompt)
    {
        Assert.Equal(PromptCapability.Conversational, Assert.Single(PromptClassifier.Estimate(prompt).Labels));
    }

    [Fact]
    public void Work_that_takes_thought_is_harder_than_small_talk()
    {
        var talk = PromptClassifier.Estimate("hi there, how was your weekend?");
        var work = PromptClassifier.Estimate(
            "Implement a thread-safe LRU cache in Rust with O(1) get and put, then prove that no update is lost when n threads call put at once.");

        Assert.True(work.Score > talk.Score);
        Assert.True(work.DifficultyMillis > talk.DifficultyMillis + 3_000, $"{work.DifficultyMillis} against {talk.DifficultyMillis}");
        Assert.True(work.GainMillis >= talk.GainMillis);
        Assert.True(work.FailureMillis > talk.FailureMillis);
    }

    [Theory]
    [InlineData("Please read the following question and give the correct answer.\nContext: None\nQuestion: {0}\nAnswer:")]
    [InlineData("You are a helpful assistant. Think step by step. {0}")]
    [InlineData("Answer the following multiple choice question.\n\n{0}\n\nRespond with only the letter of the correct option.")]
    public void Instructions_around_a_question_do_not_change_what_is_thought_of_it(string wrapping)
    {
        const string Question = "A train leaves at 9:40 and arrives at 13:05 after travelling 287 km. What was its average speed?";

        var wrapped = PromptClassifier.Estimate(string.Format(System.Globalization.CultureInfo.InvariantCulture, wrapping, Question));

        Assert.Equal(PromptClassifier.Estimate(Question), wrapped);
    }

    [Fact]
    public void Estimates_stay_on_their_scales()
    {
        foreach (var prompt in Odd())
        {
            var estimate = PromptClassifier.Estimate(prompt);
            Assert.InRange(estimate.DifficultyMillis, 0, 10_000);
            Assert.InRange(estimate.GainMillis, 0, 1_000);
            Assert.InRange(estimate.FailureMillis, 0, 1_000);
            Assert.InRange(estimate.FamiliarityMillis, 0, 1_000);
            for (var i = 0; i < CapabilityConfidences.Count; i++)
            {
                Assert.InRange(estimate.Capabilities[i], 0, 1_000);
            }
        }
    }

    [Fact]
    public void What_reading_allocates_does_not_grow_with_the_prompt()
    {
        const string Sentence = "If 3 knights and 4 knaves vote, who wins? ";

        // Nothing at all in a release build; a debug build boxes here and there.
        var page = string.Concat(Enumerable.Repeat(Sentence, 300));
        Assert.InRange(
            Allocated.Least(() => PromptClassifier.Estimate(page)), 0, Allocated.Least(() => PromptClassifier.Estimate(Sentence)) + 1_024);
    }

    [Fact]
    public void A_prompt_of_ten_million_characters_is_read_at_its_ends()
    {
        const string Task = "Translate the following text into French: ";
        const string Other = " Solve the equation 2x + 5 = 17 and write a Python function that does it. ";
        var half = new string('x', 5_000_000);

        var estimate = PromptClassifier.Estimate(Task + half + new string('x', Other.Length) + half);

        Assert.Contains(PromptCapability.Translation, estimate.Detected);
        Assert.Equal(estimate, PromptClassifier.Estimate(Task + half + Other + half));
    }

    private static IEnumerable<string> Odd() =>
    [
        "",
        "a",
        new string('a', 100_000),
        new string('(', 50_000),
        string.Concat(Enumerable.Repeat("aaaa!", 20_000)),
        "\uD800 lone surrogate \uDFFF",
        "\0\u0001\u0002",
        string.Concat(Enumerable.Repeat("A.\nB.\nC.\n", 5_000)),
        "'" + string.Concat(Enumerable.Repeat("'a", 10_000)),
        "これは長い文章です。" + new string('漢', 20_000),
        string.Concat(Enumerable.Repeat("1.", 30_000)),
    ];
}
