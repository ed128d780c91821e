using Router.Grpc.Anthropic;
using Router.Grpc.Ollama;
using Router.Grpc.OpenAi;

namespace Router.Grpc.Surfaces;

/// <summary>In which protocol's form an error goes out where no surface has taken the request, as on an unknown route.</summary>
internal static class ErrorForms
{
    public static IErrorForm Of(HttpRequest request) =>
        request.Path.StartsWithSegments("/v1/messages") || AnthropicHeaders.AreIn(request.Headers)
            ? AnthropicErrorForm.Instance
            : request.Path.StartsWithSegments("/api")
                ? OllamaErrorForm.Instance
                : OpenAiErrorForm.Instance;
}
