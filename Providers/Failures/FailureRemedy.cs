namespace Providers.Failures;

/// <summary>What may help after a failure.</summary>
public enum FailureRemedy
{
    /// <summary>Nothing: the request itself is at fault, wherever it goes.</summary>
    None,

    /// <summary>A provider that judges otherwise of the content, if its being asked is wanted.</summary>
    OtherJudge,

    /// <summary>A model with a larger context window.</summary>
    LargerWindow,

    /// <summary>Another credential of the same provider, else another provider.</summary>
    OtherCredential,

    /// <summary>Another credential at once, or the same after a while.</summary>
    OtherCredentialOrTime,

    /// <summary>The same again after a while.</summary>
    Time,

    /// <summary>Another deployment: this one is not going to do better soon.</summary>
    OtherDeployment,
}
