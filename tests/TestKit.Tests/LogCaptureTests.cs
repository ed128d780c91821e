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

    [Theory]
    [InlineData("Grpc.AspNetCore.Server.ServerCallHandler", "The client reset the request stream.", false)]
    [InlineData("Grpc.AspNetCore.Server.ServerCallHandler", "The request stream was aborted.", false)]
    [InlineData("Grpc.AspNetCore.Server.ServerCallHandler", "Disk is full", true)]
    [InlineData("spool", "The client reset the request stream.", true)]
    public void A_caller_who_hangs_up_is_no_error_where_that_is_expected(string category, string message, bool fails)
    {
        _logs.ExpectHangUps();

        Failed(_logs.CreateLogger(category), new IOException(message));

        Assert.Equal(fails, Record.Exception(_logs.VerifyNoErrors) is not null);
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "A call failed")]
    private static partial void Failed(ILogger logger, Exception e);

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "Disk is {State}")]
    private static partial void Disk(ILogger logger, string state);
}
