using Microsoft.AspNetCore.Diagnostics;

namespace Router.Grpc.Surfaces;

/// <summary>The last resort for bugs: the log gets the exception, the caller an error to report, and never a stack trace.</summary>
internal sealed class UnexpectedFailure : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await ErrorAnswer.WriteAsync(httpContext, ErrorForms.Of(httpContext.Request), CallerErrors.Unexpected);
        return true;
    }
}
