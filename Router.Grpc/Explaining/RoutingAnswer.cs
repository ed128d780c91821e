using Router.Grpc.OpenAi;

namespace Router.Grpc.Explaining;

/// <summary>Answers under <c>/v1/routing</c>.</summary>
internal static class RoutingAnswer
{
    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = json.Length;
        context.Response.Headers[RoutingHeaders.RequestId] = RequestIds.Of(context);
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }
}
