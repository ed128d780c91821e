using System.Diagnostics;

namespace Router.Grpc.OpenAi;

/// <summary>The id under which caller, log and trace know a request: its trace id.</summary>
internal static class RequestIds
{
    // The server's own ids are shorter.
    private const int Length = 32;

    public static string Of(HttpContext context)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            return activity.TraceId.ToHexString();
        }

        // Without tracing there is no activity; the id must still stay the same within the request.
        if (context.TraceIdentifier is { Length: Length } known)
        {
            return known;
        }

        return context.TraceIdentifier = TraceOf(context.Request) ?? ActivityTraceId.CreateRandom().ToHexString();
    }

    // A caller that traces knows the request by its own trace, whether or not anything here does.
    private static string? TraceOf(HttpRequest request) =>
        request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, null, out var trace) ? trace.TraceId.ToHexString() : null;
}
