using Router.Grpc.Surfaces;

namespace Router.Grpc.Ollama;

/// <summary>Errors as Ollama's clients read them: a text, and no more.</summary>
internal sealed class OllamaErrorForm : IErrorForm
{
    public static readonly OllamaErrorForm Instance = new();

    public byte[] Json(CallerError error) => ErrorJson.Of(error, static (json, error) =>
    {
        json.WriteStartObject();
        json.WriteString("error", error.Message);
        json.WriteEndObject();
    });
}
