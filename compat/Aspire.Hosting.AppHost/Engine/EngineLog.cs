using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>Every line the engine says by itself.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Resource} did not start: {Reason}.{LogHint}")]
    public static partial void GaveUp(this ILogger logger, string resource, string reason, string logHint);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Resource} ended: {Reason}. Starting it again in {Seconds} s.{LogHint}")]
    public static partial void Restarting(this ILogger logger, string resource, string reason, double seconds, string logHint);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "{Resource} is not started: {Dependency}, which it waits for, will not come.")]
    public static partial void DependencyGone(this ILogger logger, string resource, string dependency);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "{Resource} is ready again.")]
    public static partial void ReadyAgain(this ILogger logger, string resource);

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "Stopping {Resources}.")]
    public static partial void Stopping(this ILogger logger, string resources);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "The process that started this one (dotnet, pid {Parent}) is gone: stopping.")]
    public static partial void ParentGone(this ILogger logger, int parent);
}
