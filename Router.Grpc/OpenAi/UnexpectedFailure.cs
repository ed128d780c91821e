using Microsoft.AspNetCore.Diagnostics;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>The last resort for bugs: the log gets the exception, the caller an error to report, and never a stack trace.</summary>
internal sealed class UnexpectedFailure : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await OpenAiErrorWriter.WriteAsync(httpContext, CallerErrors.Unexpected);
        return true;
    }
}
