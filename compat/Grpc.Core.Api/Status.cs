namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.Status</c>: a code and its detail.</summary>
/// <param name="statusCode">How the call ended.</param>
/// <param name="detail">Why, in words for the caller.</param>
/// <param name="debugException">What this side saw; it never travels.</param>
public struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    /// <summary>Stands in for <c>DefaultSuccess</c>.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Stands in for <c>DefaultCancelled</c>.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>Stands in for the constructor of the same form.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, debugException: null)
    {
    }

    /// <summary>Stands in for <c>StatusCode</c>.</summary>
    public StatusCode StatusCode { get; } = statusCode;

    /// <summary>Stands in for <c>Detail</c>.</summary>
    public string Detail { get; } = detail;

    /// <summary>Stands in for <c>DebugException</c>.</summary>
    public Exception? DebugException { get; } = debugException;

    /// <inheritdoc/>
    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
