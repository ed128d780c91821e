using Providers.Failures;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;

namespace Router.FunctionalTests.Docs;

public sealed class AttemptsPageTests
{
    private static readonly string[] Rows =
        [.. File.ReadAllLines(Repository.File("docs/attempts.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

    [Fact]
    public void The_table_has_every_kind_of_failure_with_what_the_code_does_about_it()
    {
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            var row = Assert.Single(Rows, line => line.StartsWith($"| `{FailureNames.Of(kind)}` |", StringComparison.Ordinal));
            Assert.Contains(Words(kind.Remedy()), row, StringComparison.Ordinal);
            Assert.Contains(Words(kind.Blame()), row, StringComparison.Ordinal);
        }
    }

    private static string Words(FailureRemedy remedy) => remedy switch
    {
        FailureRemedy.None => "the end: nobody would take it",
        FailureRemedy.OtherJudge => "the end, unless `Router:FallbackOnContentPolicy`",
        FailureRemedy.LargerWindow => "the next candidate with a larger window",
        FailureRemedy.OtherCredential => "another key, else the next provider",
        FailureRemedy.OtherCredentialOrTime => "another key at once, else a retry, else the next candidate",
        FailureRemedy.Time => "a retry, then the next candidate",
        FailureRemedy.OtherDeployment => "| the next candidate |",
        _ => throw new ArgumentOutOfRangeException(nameof(remedy), remedy, null),
    };

    private static string Words(FailureBlame blame) => blame switch
    {
        FailureBlame.Nobody => "| nobody |",
        FailureBlame.Caller => "| caller |",
        FailureBlame.Credential => "| key |",
        FailureBlame.Model => "| registry |",
        FailureBlame.Upstream => "provider |",
        _ => throw new ArgumentOutOfRangeException(nameof(blame), blame, null),
    };
}
