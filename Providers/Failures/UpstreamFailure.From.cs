using System.Net.Sockets;

namespace Providers.Failures;

public sealed partial record UpstreamFailure
{
    /// <summary>Says what an exception of the transport or of a reader means.</summary>
    /// <returns>Null for anything else: a cancellation, whose reason only the caller knows, or a bug.</returns>
    public static UpstreamFailure? From(Exception exception) => exception switch
    {
        UpstreamFailureException ours => ours.Failure,
        HttpRequestException http => From(http),
        HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => Malformed("The answer is not valid HTTP."),
        IOException { InnerException: TimeoutException } => TimedOut("The provider sent nothing more in time."),
        IOException => Cut("The connection ended in the middle of the answer."),
        SocketException socket => From(socket),
        InvalidDataException => Malformed("The answer is not compressed as it says."),
        TimeoutException => TimedOut("The provider did not answer in time."),
        // So says the transport of a connection that did not come about in time. Every other deadline is a token of ours.
        OperationCanceledException { InnerException: TimeoutException } => NoConnection("No connection to the provider in time."),
        _ => null,
    };

    /// <summary>An answer that cannot be read.</summary>
    /// <param name="message">What is wrong with it, without its text.</param>
    public static UpstreamFailure Malformed(string message) => new() { Kind = FailureKind.Malformed, Message = message };

    /// <summary>A connection that ended in the middle of the answer.</summary>
    /// <param name="message">Where it ended.</param>
    public static UpstreamFailure Cut(string message) => new() { Kind = FailureKind.Cut, Message = message };

    /// <summary>A deadline of ours that passed.</summary>
    /// <param name="message">Which one.</param>
    public static UpstreamFailure TimedOut(string message) => new() { Kind = FailureKind.Timeout, Message = message };

    /// <summary>A limit of ours on calls under way at a provider.</summary>
    public static UpstreamFailure Busy() => new() { Kind = FailureKind.Busy, Message = "Too many calls to the provider are under way here." };

    /// <summary>An open circuit whose one trial is another request's.</summary>
    public static UpstreamFailure OnTrial() =>
        new() { Kind = FailureKind.Busy, Message = "It has failed lately, and another request is finding out whether it is well again." };

    private static UpstreamFailure From(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => NoConnection("The provider's address cannot be resolved."),
        HttpRequestError.SecureConnectionError => NoConnection("No secure connection to the provider."),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => NoConnection("No connection to the provider."),
        HttpRequestError.ResponseEnded => Cut("The provider closed the connection before it answered."),
        HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => Malformed("The answer is not valid HTTP."),
        _ => exception.InnerException is { } inner && From(inner) is { } failure ? failure : Cut("The connection to the provider broke."),
    };

    private static UpstreamFailure From(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.TimedOut => TimedOut("The provider did not answer in time."),
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => Cut("The provider closed the connection."),
        _ => NoConnection("No connection to the provider."),
    };

    private static UpstreamFailure NoConnection(string message) => new() { Kind = FailureKind.Connect, Message = message };
}
