using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TestKit;

/// <summary>
/// Keeps what a service under test logs. Add it as a logging provider and call <see cref="VerifyNoErrors"/> from the
/// test class's Dispose: an error nobody expected then fails the test.
/// </summary>
public sealed class LogCapture : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private readonly ConcurrentBag<Func<LogLine, bool>> _expected = [];

    /// <summary>All lines so far, oldest first.</summary>
    public IReadOnlyList<LogLine> Lines => [.. _lines];

    /// <summary>Says that this test provokes such an error.</summary>
    public void Expect(Func<LogLine, bool> error) => _expected.Add(error);

    /// <summary>Says that callers may hang up before their request has been read, which the gRPC library logs as an error of the service.</summary>
    public void ExpectHangUps() => Expect(static line =>
        line.Category.StartsWith("Grpc.AspNetCore.Server", StringComparison.Ordinal)
        && line.Exception is IOException { Message: "The client reset the request stream." or "The request stream was aborted." });

    /// <summary>Fails if an error or worse was logged that no <see cref="Expect"/> covers.</summary>
    public void VerifyNoErrors()
    {
        var unexpected = _lines.Where(line => line.Level >= LogLevel.Error && !_expected.Any(expects => expects(line))).ToArray();
        if (unexpected.Length > 0)
        {
            throw new InvalidOperationException("Unexpected error logs:\n" + string.Join('\n', unexpected.Select(line => line.ToString())));
        }
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>Nothing to free; loggers may outlive their factory in a test.</summary>
    public void Dispose()
    {
    }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            capture._lines.Enqueue(new LogLine(logLevel, category, eventId, formatter(state, exception), exception));
    }
}
