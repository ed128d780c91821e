namespace Routing.Experiments;

/// <summary>Who asks, as far as an experiment may ask. None of it is kept: a decision stores the bucket that it led to.</summary>
/// <param name="RequestId">Names the request alone.</param>
/// <param name="SessionId">The session; null when the request stands alone.</param>
/// <param name="EndUser">The person behind the caller; null when the caller does not say.</param>
/// <param name="KeyId">The virtual key; null without one.</param>
/// <param name="ProjectId">The project of the key; null without one.</param>
/// <param name="ExecutionId">The execution of an agent; null when it is none.</param>
public readonly record struct Participant(
    string RequestId, string? SessionId = null, string? EndUser = null, string? KeyId = null, string? ProjectId = null, string? ExecutionId = null)
{
    /// <summary>The id of a unit; null or empty when the request does not name it.</summary>
    public string? this[ExperimentUnit unit] => unit switch
    {
        ExperimentUnit.Session => SessionId,
        ExperimentUnit.EndUser => EndUser,
        ExperimentUnit.Key => KeyId,
        ExperimentUnit.Execution => ExecutionId,
        _ => RequestId,
    };
}
