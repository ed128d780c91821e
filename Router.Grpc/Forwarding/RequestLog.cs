using Routing.Catalog;

namespace Router.Grpc.Forwarding;

/// <summary>One line for each request: a warning when it failed, a note when another candidate had to help, and for debugging otherwise.</summary>
internal sealed partial class RequestLog(ILogger<RequestLog> logger)
{
    public void Ended(ChatCall call, CallEnd end)
    {
        switch (end)
        {
            case CallEnd.Failed or CallEnd.Broken:
                if (logger.IsEnabled(LogLevel.Warning))
                {
                    var failures = FailureVerdict.Describe(call.Failures);
                    LogFailed(call.RequestId, call.DecisionId, failures);
                }

                break;
            case CallEnd.Refused:
                LogRefused(call.RequestId, call.DecisionId, call.Refusal!.Budget.Id);
                break;
            case CallEnd.Served when call.Failures.Count > 0:
                if (logger.IsEnabled(LogLevel.Information))
                {
                    var failures = FailureVerdict.Describe(call.Failures);
                    LogFallback(call.RequestId, call.DecisionId, call.LastAttempt!.Candidate.Deployment.Id, failures);
                }

                break;
            default:
                if (logger.IsEnabled(LogLevel.Debug))
                {
                    LogEnded(call.RequestId, call.DecisionId, end, call.Attempts);
                }

                break;
        }
    }

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "Request {RequestId} (decision {DecisionId}) failed. {Failures}")]
    private partial void LogFailed(string requestId, string decisionId, string failures);

    [LoggerMessage(EventId = 502, Level = LogLevel.Information, Message = "Request {RequestId} (decision {DecisionId}) was served by {Deployment} in the end. {Failures}")]
    private partial void LogFallback(string requestId, string decisionId, DeploymentId deployment, string failures);

    [LoggerMessage(EventId = 557, Level = LogLevel.Information, Message = "Request {RequestId} (decision {DecisionId}) was refused: the budget {Budget} has no room for it.")]
    private partial void LogRefused(string requestId, string decisionId, string budget);

    [LoggerMessage(EventId = 503, Level = LogLevel.Debug, Message = "Request {RequestId} (decision {DecisionId}) ended {End} after {Attempts} attempts.")]
    private partial void LogEnded(string requestId, string decisionId, CallEnd end, int attempts);
}
