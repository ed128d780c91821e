using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>Answers to what is asked of the wrong address or in the wrong way.</summary>
internal static class NotServed
{
    public static Task UnknownRouteAsync(HttpContext context) =>
        OpenAiErrorWriter.WriteAsync(context, CallerErrors.UnknownRoute(context.Request.Method, context.Request.Path));

    public static RequestDelegate WrongMethod(string allowed) => context =>
    {
        context.Response.Headers.Allow = allowed;
        return OpenAiErrorWriter.WriteAsync(context, CallerErrors.WrongMethod(context.Request.Method, context.Request.Path, allowed));
    };
}
