using Microsoft.Extensions.Logging;

namespace TestKit.Tests;

public sealed partial class LogCaptureTests
{
    private readonly LogCapture _logs = new();

    [Fact]
    public void An_unexpected_error_fails_the_test()
    {
        Disk(_logs.CreateLogger("spool"), "full");

        var failure = Assert.Throws<InvalidOperationException>(_logs.VerifyNoErrors);

        Assert.Contains("spool: Disk is full", failure.Message);
    }

    [Fact]
    public void An_expected_error_does_not()
    {
        _logs.Expect(line => line.Category == "spool");

        Disk(_logs.CreateLogger("spool"), "full");

        _logs.VerifyNoErrors();
        Assert.Equal(LogLevel.Error, Assert.Single(_logs.Lines).Level);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Disk is {State}")]
    private static partial void Disk(ILogger logger, string state);
}
