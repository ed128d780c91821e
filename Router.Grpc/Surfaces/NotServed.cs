namespace Router.Grpc.Surfaces;

/// <summary>Answers to what is asked of the wrong address or in the wrong way.</summary>
internal static class NotServed
{
    public static Task UnknownRouteAsync(HttpContext context) =>
        WriteAsync(context, CallerErrors.UnknownRoute(context.Request.Method, context.Request.Path));

    public static RequestDelegate WrongMethod(string allowed) => context =>
    {
        context.Response.Headers.Allow = allowed;
        return WriteAsync(context, CallerErrors.WrongMethod(context.Request.Method, context.Request.Path, allowed));
    };

    private static Task WriteAsync(HttpContext context, CallerError error) => ErrorAnswer.WriteAsync(context, ErrorForms.Of(context.Request), error);
}
