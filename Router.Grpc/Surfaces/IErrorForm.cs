using Router.Grpc.Admission.Quotas;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Surfaces;

/// <summary>How one protocol puts an error.</summary>
internal interface IErrorForm
{
    /// <summary>The HTTP status, where the protocol has one of its own for the error.</summary>
    int StatusOf(CallerError error) => error.Status;

    /// <summary>Sets headers of the protocol's own, on answers and errors alike.</summary>
    /// <param name="headers">Of the response.</param>
    /// <param name="requestId">Under which log and trace know the request.</param>
    void WriteHeaders(IHeaderDictionary headers, string requestId)
    {
        // Most have none.
    }

    /// <summary>Sets the headers by which the protocol's callers see how they stand with their limits.</summary>
    void WriteLimits(IHeaderDictionary headers, ChatCall call, QuotaHeaders quotas) => quotas.WriteOpenAi(headers, call);

    /// <summary>The error as JSON.</summary>
    byte[] Json(CallerError error);
}
