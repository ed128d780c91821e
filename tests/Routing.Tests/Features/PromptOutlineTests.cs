using Routing.Features;

namespace Routing.Tests.Features;

public class PromptOutlineTests
{
    [Theory]
    [InlineData("Write a Python function that adds two numbers.", CodeLanguages.Python)]
    [InlineData("Why does this fail?\n```js\nconst x = [];\n```", CodeLanguages.JavaScript)]
    [InlineData("fn main() { let mut x = 5; }  impl Foo {}", CodeLanguages.Rust)]
    [InlineData("Fix my query: SELECT a FROM t JOIN u ON t.id == u.id WHERE x;", CodeLanguages.Sql)]
    [InlineData("Port this Java class to Kotlin: class A { }", CodeLanguages.Java | CodeLanguages.Kotlin)]
    [InlineData("#include <stdio.h>\nint main() { printf(\"hi\"); }", CodeLanguages.CPlusPlus)]
    [InlineData("func main() { fmt.Println(\"x\") }", CodeLanguages.Go)]
    [InlineData("Select a hotel where we can let the children join in.", CodeLanguages.None)]
    [InlineData("A python bit my neighbour in the garden", CodeLanguages.Python)]
    public void Languages_of_code_are_found(string prompt, CodeLanguages expected) =>
        Assert.Equal(expected, PromptClassifier.Estimate(prompt).Languages);

    [Theory]
    [InlineData("What is rust?", QuestionType.What)]
    [InlineData("Which of these is right?", QuestionType.Which)]
    [InlineData("Who wrote it?", QuestionType.Who)]
    [InlineData("When did it end?", QuestionType.When)]
    [InlineData("Where is it?", QuestionType.Where)]
    [InlineData("So why is the sky blue?", QuestionType.Why)]
    [InlineData("How do planes fly?", QuestionType.How)]
    [InlineData("How many legs has a spider?", QuestionType.HowMuch)]
    [InlineData("Is water wet?", QuestionType.YesOrNo)]
    [InlineData("Which is warmer?\nA. red\nB. green", QuestionType.Choice)]
    [InlineData("You are coming, right?", QuestionType.Other)]
    [InlineData("Write a poem about the sea.", QuestionType.None)]
    public void The_kind_of_question_is_told_by_its_opening(string prompt, QuestionType expected) =>
        Assert.Equal(expected, PromptClassifier.Estimate(prompt).Question);

    [Theory]
    [InlineData("Plain words.", PromptStructure.None)]
    [InlineData("See:\n```\nx\n```", PromptStructure.CodeBlock)]
    [InlineData("Buy\n- milk\n- bread", PromptStructure.List)]
    [InlineData("| a | b |\n| 1 | 2 |", PromptStructure.Table)]
    [InlineData("""Sort {"a": 1, "b": 2} {"a": 3, "b": 0} by a""", PromptStructure.Json)]
    [InlineData("Which is warmer?\nA. red\nB. green", PromptStructure.Choices)]
    [InlineData("One thing. Two things.\n\nAnd a third.", PromptStructure.Paragraphs)]
    public void Structure_is_seen(string prompt, PromptStructure expected) =>
        Assert.Equal(expected, PromptClassifier.Estimate(prompt).Structure);

    [Fact]
    public void Conditions_are_counted() =>
        Assert.Equal(3, PromptClassifier.Estimate("Refund if unused, unless it was on sale; otherwise send a voucher.").Conditions);
}
