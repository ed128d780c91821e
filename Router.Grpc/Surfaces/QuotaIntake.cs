using Router.Grpc.Admission.Quotas;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Surfaces;

/// <summary>Counts a request against its caller's limits, on any HTTP surface: the headers say how many are left, a 429 that none are.</summary>
internal sealed class QuotaIntake(QuotaGate gate, QuotaHeaders headers)
{
    /// <returns>False when the error has been written.</returns>
    public ValueTask<bool> AdmitAsync(HttpContext context, IErrorForm errors, ChatCall call) =>
        call.Caller.Limits.Length == 0 ? new(true) : CountAsync(context, errors, call);

    private async ValueTask<bool> CountAsync(HttpContext context, IErrorForm errors, ChatCall call)
    {
        var refusal = await gate.AdmitAsync(call, context.RequestAborted);
        errors.WriteLimits(context.Response.Headers, call, headers);
        if (refusal is not null)
        {
            await ErrorAnswer.WriteAsync(context, errors, CallerErrors.Of(refusal));
        }

        return refusal is null;
    }
}
