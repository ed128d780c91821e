using System.Text.Json;
using Router.Grpc.Admission.Quotas;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Anthropic;

/// <summary>Errors as Anthropic's SDKs read them, which tell an overload from other failures by a status of its own.</summary>
internal sealed class AnthropicErrorForm : IErrorForm
{
    public static readonly AnthropicErrorForm Instance = new();

    private const int Overloaded = 529;

    public int StatusOf(CallerError error) => error.Code == CallerErrors.Unavailable ? Overloaded : error.Status;

    public void WriteHeaders(IHeaderDictionary headers, string requestId) => headers["request-id"] = requestId;

    public void WriteLimits(IHeaderDictionary headers, ChatCall call, QuotaHeaders quotas) => quotas.WriteAnthropic(headers, call);

    public byte[] Json(CallerError error) => ErrorJson.Of(error, Write);

    private static void Write(Utf8JsonWriter json, CallerError error)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", TypeOf(Instance.StatusOf(error)));
        json.WriteString("message", error.Message);
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

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "authentication_error",
        StatusCodes.Status402PaymentRequired => "billing_error",
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status404NotFound => "not_found_error",
        StatusCodes.Status413PayloadTooLarge => "request_too_large",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        Overloaded => "overloaded_error",
        StatusCodes.Status504GatewayTimeout => "timeout_error",
        >= StatusCodes.Status500InternalServerError => "api_error",
        _ => "invalid_request_error",
    };
}
