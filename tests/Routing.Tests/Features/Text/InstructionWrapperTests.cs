using Routing.Features.Text;

namespace Routing.Tests.Features.Text;

public class InstructionWrapperTests
{
    private const string Question = "Which gas do plants take in from the air?\nA. Oxygen\nB. Carbon dioxide";

    [Theory]
    [InlineData("{0}")]
    [InlineData("Question: {0}")]
    [InlineData("Please answer the following question.\n{0}\nAnswer:")]
    [InlineData("Read the question carefully and choose the best option.\nContext: None\nQuestion: {0}\n\nOutput only the letter.\nAnswer:")]
    public void Takes_off_what_only_instructs(string wrapping)
    {
        Assert.Equal(Question, Strip(string.Format(System.Globalization.CultureInfo.InvariantCulture, wrapping, Question)));
    }

    [Theory]
    [InlineData("Write a poem about spring.")]
    [InlineData("Is this correct? 2 + 2 = 5")]
    [InlineData("Explain the following: photosynthesis in desert plants")]
    public void Leaves_the_task_itself(string prompt)
    {
        Assert.Contains(prompt[^15..], Strip(prompt), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Please answer the question.")]
    [InlineData("Answer:")]
    [InlineData("")]
    public void What_is_nothing_but_instruction_stays(string prompt)
    {
        Assert.Equal(prompt, Strip(prompt));
    }

    private static string Strip(string text) => InstructionWrapper.Strip(text).ToString();
}
