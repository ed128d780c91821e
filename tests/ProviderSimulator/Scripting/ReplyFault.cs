namespace Simulation.Scripting;

/// <summary>How a scripted reply goes wrong after its status line was decided.</summary>
public enum ReplyFault
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Accepts the request and never answers; with <see cref="Reply.FaultAfter"/>, falls silent mid-stream.</summary>
    Hang,

    /// <summary>Resets the connection without a byte of an answer.</summary>
    Refuse,

    /// <summary>Closes the connection in the middle of the answer.</summary>
    Cut,

    /// <summary>Ends the answer in good order, but without its closing frames.</summary>
    EndEarly,

    /// <summary>Sends something that is not JSON where JSON belongs.</summary>
    MalformedJson,

    /// <summary>Answers with an HTML page, as a proxy in front of a provider does.</summary>
    Html,

    /// <summary>Sends the protocol's own error event after the 200.</summary>
    ErrorEvent,

    /// <summary>Sends the body and then blanks, until the caller hangs up.</summary>
    Endless,
}
