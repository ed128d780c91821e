namespace Routing.Features;

/// <summary>Programming languages that a prompt names or is written in.</summary>
[Flags]
public enum CodeLanguages
{
    /// <summary>None was found.</summary>
    None = 0,

    /// <summary>Python.</summary>
    Python = 1 << 0,

    /// <summary>JavaScript.</summary>
    JavaScript = 1 << 1,

    /// <summary>TypeScript.</summary>
    TypeScript = 1 << 2,

    /// <summary>Java.</summary>
    Java = 1 << 3,

    /// <summary>C#.</summary>
    CSharp = 1 << 4,

    /// <summary>C or C++.</summary>
    CPlusPlus = 1 << 5,

    /// <summary>Go.</summary>
    Go = 1 << 6,

    /// <summary>Rust.</summary>
    Rust = 1 << 7,

    /// <summary>SQL.</summary>
    Sql = 1 << 8,

    /// <summary>Shell scripts: bash, PowerShell.</summary>
    Shell = 1 << 9,

    /// <summary>HTML and CSS.</summary>
    Html = 1 << 10,

    /// <summary>PHP.</summary>
    Php = 1 << 11,

    /// <summary>Ruby.</summary>
    Ruby = 1 << 12,

    /// <summary>Kotlin.</summary>
    Kotlin = 1 << 13,

    /// <summary>Swift.</summary>
    Swift = 1 << 14,
}
