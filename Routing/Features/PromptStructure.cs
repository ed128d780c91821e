namespace Routing.Features;

/// <summary>What a prompt is made of besides sentences.</summary>
[Flags]
public enum PromptStructure
{
    /// <summary>Sentences alone.</summary>
    None = 0,

    /// <summary>A block of code: fenced, or indented and full of the marks of programs.</summary>
    CodeBlock = 1 << 0,

    /// <summary>Two list items or more.</summary>
    List = 1 << 1,

    /// <summary>A table drawn with bars.</summary>
    Table = 1 << 2,

    /// <summary>JSON, or what looks like it.</summary>
    Json = 1 << 3,

    /// <summary>Answers to choose from, marked A. B. C.</summary>
    Choices = 1 << 4,

    /// <summary>Several paragraphs.</summary>
    Paragraphs = 1 << 5,
}
