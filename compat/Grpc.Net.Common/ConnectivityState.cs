namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.ConnectivityState</c>, which lives in this assembly.</summary>
public enum ConnectivityState
{
    /// <summary>No connection, and none wanted yet.</summary>
    Idle,

    /// <summary>A connection is being made.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Failed, and about to try again.</summary>
    TransientFailure,

    /// <summary>Ended for good.</summary>
    Shutdown,
}
