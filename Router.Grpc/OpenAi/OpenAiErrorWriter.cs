using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>Answers with an error of OpenAI's form, which routes of our own use as well.</summary>
internal static class OpenAiErrorWriter
{
    public static Task WriteAsync(HttpContext context, CallerError error) => ErrorAnswer.WriteAsync(context, OpenAiErrorForm.Instance, error);
}
