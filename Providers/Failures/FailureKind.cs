namespace Providers.Failures;

/// <summary>What went wrong with an attempt.</summary>
public enum FailureKind
{
    /// <summary>The request itself is at fault; no other deployment would take it.</summary>
    CallerFault,

    /// <summary>The key is missing, wrong or not allowed this.</summary>
    Credential,

    /// <summary>The provider no longer knows the model.</summary>
    ModelGone,

    /// <summary>Too many requests or tokens for now.</summary>
    RateLimited,

    /// <summary>The provider is at its limit, for everybody.</summary>
    Overloaded,

    /// <summary>The provider failed on its side.</summary>
    Upstream,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>No connection.</summary>
    Connect,

    /// <summary>The answer cannot be read.</summary>
    Malformed,

    /// <summary>The connection ended in the middle of the answer.</summary>
    Cut,

    /// <summary>The provider declines the content.</summary>
    ContentPolicy,

    /// <summary>The prompt is longer than the model's context window.</summary>
    ContextLength,

    /// <summary>The account's money or quota is used up.</summary>
    QuotaExceeded,

    /// <summary>As many calls are under way there as we allow ourselves, be it the one trial of an open circuit; nothing was sent.</summary>
    Busy,
}
