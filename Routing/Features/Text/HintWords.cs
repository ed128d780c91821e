namespace Routing.Features.Text;

/// <summary>The words of each hint, with how much one of them says. A language counts as found from three points on.</summary>
internal static class HintWords
{
    /// <summary>A language named is a language found.</summary>
    public const int Enough = 3;

    public static readonly (Hint Hint, byte Points, string Words)[] All =
    [
        (Hint.Python, Enough, "python python3 py pytest numpy pandas django pip"),
        (Hint.Python, 2, "def elif __init__ kwargs"),
        (Hint.JavaScript, Enough, "javascript js nodejs jsx npm"),
        (Hint.JavaScript, 2, "console addeventlistener queryselector"),
        (Hint.JavaScript, 1, "const let"),
        (Hint.TypeScript, Enough, "typescript ts tsx"),
        (Hint.Java, Enough, "java jvm junit maven"),
        (Hint.Java, 1, "extends throws"),
        (Hint.CSharp, Enough, "csharp dotnet aspnet linq nuget"),
        (Hint.CSharp, 1, "namespace foreach"),
        (Hint.CPlusPlus, Enough, "cpp iostream cout malloc printf ifdef"),
        (Hint.CPlusPlus, 1, "std include sizeof"),
        (Hint.Go, Enough, "golang goroutine goroutines"),
        (Hint.Go, 2, "func fmt"),
        (Hint.Rust, Enough, "rust rustc rs"),
        (Hint.Rust, 2, "impl mut fn"),
        (Hint.Sql, Enough, "sql postgres postgresql mysql sqlite plsql tsql"),
        (Hint.Sql, 1, "select join where varchar insert"),
        (Hint.Shell, Enough, "bash powershell zsh sh shellscript"),
        (Hint.Shell, 1, "echo grep sudo chmod"),
        (Hint.Html, Enough, "html css scss"),
        (Hint.Html, 1, "div href span px"),
        (Hint.Php, Enough, "php laravel"),
        (Hint.Ruby, Enough, "ruby rails"),
        (Hint.Kotlin, Enough, "kotlin kt"),
        (Hint.Swift, Enough, "swift swiftui"),
        (Hint.Condition, 1, "if unless otherwise whenever whether except provided else"),
        (Hint.YesOrNo, 1, "is are was were do does did can could will would should has have had may might am isn't aren't don't doesn't"),
    ];
}
