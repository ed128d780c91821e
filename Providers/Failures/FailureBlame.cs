namespace Providers.Failures;

/// <summary>Who is to blame for a failure. Only the upstream's own faults move a circuit.</summary>
public enum FailureBlame
{
    /// <summary>Nobody: a policy decided.</summary>
    Nobody,

    /// <summary>The caller's request.</summary>
    Caller,

    /// <summary>Our key or account; quarantines the credential, not the deployment.</summary>
    Credential,

    /// <summary>The registry, which lists a model that is gone.</summary>
    Model,

    /// <summary>The provider.</summary>
    Upstream,
}
