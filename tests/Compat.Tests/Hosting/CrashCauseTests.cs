using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;

namespace Compat.Tests.Hosting;

public class CrashCauseTests
{
    [Theory]
    [InlineData(134, "it aborted (SIGABRT, exit code 134)")]
    [InlineData(137, "it was killed (SIGKILL, exit code 137)")]
    [InlineData(1, "exit code 1")]
    public void The_exit_code_is_put_into_words(int exitCode, string words) => Assert.Equal(words, CrashCause.Of(exitCode, []));

    [Fact]
    public void An_unhandled_exception_tells_most()
    {
        var cause = CrashCause.Of(134, Lines(
            "info: Start[0]", "      up", "Unhandled exception. System.IO.IOException: Failed to bind: address already in use.", "   at A.B()"));

        Assert.EndsWith("\"Unhandled exception. System.IO.IOException: Failed to bind: address already in use.\"", cause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_follows_the_category_in_a_NET_log() =>
        Assert.Equal("exit code 1, \"The store is gone.\"", CrashCause.Of(1, Lines("fail: Catalog.Store[7]", "      The store is gone.", "bye")));

    [Fact]
    public void PostgreSQL_says_FATAL() =>
        Assert.Equal(
            "exit code 1, \"FATAL:  lock file exists\"",
            CrashCause.Of(1, Lines("LOG:  starting", "FATAL:  lock file exists", "HINT:  is another postmaster running?")));

    [Fact]
    public void Without_a_telling_line_the_last_one_is_quoted() =>
        Assert.Equal("exit code 2, \"usage: server FILE\"", CrashCause.Of(2, Lines("server 1.0", "usage: server FILE", "")));

    [Fact]
    public void A_killed_process_had_no_last_word() =>
        Assert.Equal("it was killed (SIGKILL, exit code 137)", CrashCause.Of(137, Lines("listening on port 1")));

    private static LogLine[] Lines(params string[] lines) => [.. lines.Select((line, at) => new LogLine(at, line, false))];
}
