using System.Globalization;
using Router.Grpc.OpenAi;

namespace Router.Grpc.Surfaces;

/// <summary>Answers with an error alone; nothing of the response may have been sent.</summary>
internal static class ErrorAnswer
{
    public static Task WriteAsync(HttpContext context, IErrorForm form, CallerError error)
    {
        var response = context.Response;
        var requestId = RequestIds.Of(context);
        response.StatusCode = form.StatusOf(error);
        response.ContentType = "application/json; charset=utf-8";
        response.Headers[RoutingHeaders.RequestId] = requestId;
        form.WriteHeaders(response.Headers, requestId);
        if (error.Refusal?.DecisionId is { } refusal)
        {
            response.Headers[RoutingHeaders.Decision] = refusal;
        }

        if (!error.MayRetry)
        {
            response.Headers["x-should-retry"] = "false";
        }

        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            response.Headers["retry-after-ms"] = Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        }

        var body = form.Json(error);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
