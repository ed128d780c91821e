using System.Text.Json;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>Errors as OpenAI's SDKs read them.</summary>
internal sealed class OpenAiErrorForm : IErrorForm
{
    public static readonly OpenAiErrorForm Instance = new();

    public byte[] Json(CallerError error) => ErrorJson.Of(error, Write);

    private static void Write(Utf8JsonWriter json, CallerError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        if (error.Refusal is { } refusal)
        {
            RefusalJson.Write(json, refusal);
        }

        if (error.Budget is { } budget)
        {
            RefusalJson.Write(json, budget);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
