namespace Routing.Features.Text;

/// <summary>What single words say beyond their trait. No trained weight rests on these; new ones may be added anywhere.</summary>
internal enum Hint : byte
{
    /// <summary>Nothing; what is counted here is never read.</summary>
    None,

    // Points for a programming language, in the order of CodeLanguages.
    Python,
    JavaScript,
    TypeScript,
    Java,
    CSharp,
    CPlusPlus,
    Go,
    Rust,
    Sql,
    Shell,
    Html,
    Php,
    Ruby,
    Kotlin,
    Swift,

    /// <summary>Words that set conditions.</summary>
    Condition,

    /// <summary>Words that open a question to be answered by yes or no.</summary>
    YesOrNo,

    /// <summary>Not a word: the trait of the first question word among the first words, plus one.</summary>
    FirstQuestion,

    /// <summary>Not a word: whether the first words ask for a number.</summary>
    AsksForNumber,

    /// <summary>Not a word: whether the very first word opens a yes-or-no question.</summary>
    OpensYesOrNo,

    Count,
}
