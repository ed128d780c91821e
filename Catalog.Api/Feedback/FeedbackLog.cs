namespace Catalog.Api.Feedback;

internal static partial class FeedbackLog
{
    [LoggerMessage(EventId = 160, Level = LogLevel.Information, Message = "Published {Estimates} estimates of quality from callers' verdicts.")]
    public static partial void Published(ILogger logger, int estimates);

    [LoggerMessage(EventId = 161, Level = LogLevel.Warning, Message = "Could not count verdicts ({Reason}). They wait; trying again.")]
    public static partial void RoundFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 162, Level = LogLevel.Warning, Message = "{Sentence} POST /api/v1/proposals/{Proposal}/accept or /dismiss decides.")]
    public static partial void Proposed(ILogger logger, string sentence, long proposal);
}
