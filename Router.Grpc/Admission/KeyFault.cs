namespace Router.Grpc.Admission;

/// <summary>Why a request is not let in.</summary>
internal enum KeyFault
{
    /// <summary>It is.</summary>
    None,

    /// <summary>It came without a key of ours, and one is needed.</summary>
    Missing,

    /// <summary>Nobody has this key, or it was revoked.</summary>
    Invalid,

    /// <summary>The key, or this secret of it, is past its time.</summary>
    Expired,

    /// <summary>The key, its project or its organisation is switched off.</summary>
    Disabled,

    /// <summary>The router has not heard yet which keys there are.</summary>
    NotReady,
}
