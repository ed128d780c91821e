namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.RpcException</c>: the one exception of a call that ended otherwise than well.</summary>
public class RpcException : Exception
{
    /// <summary>Stands in for the constructor of the same form.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>Stands in for <c>Status</c>.</summary>
    public Status Status { get; }

    /// <summary>Stands in for <c>StatusCode</c>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>Stands in for <c>Trailers</c>: what the service sent with its status, such as error details.</summary>
    public Metadata Trailers { get; }
}
