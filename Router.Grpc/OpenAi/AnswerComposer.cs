using System.Buffers;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;
using Router.Grpc.Forwarding;

namespace Router.Grpc.OpenAi;

/// <summary>Composes an answer in one piece whose provider speaks another format.</summary>
internal static class AnswerComposer
{
    public static ReadOnlyMemory<byte> Compose(ChatAnswer answer, Attempt attempt, DateTimeOffset created)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", "chatcmpl-" + attempt.EventId);
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", created.ToUnixTimeSeconds());
        json.WriteString("model", attempt.Candidate.Deployment.Id.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, answer);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", FinishReasonNames.Of(answer.FinishReason ?? FinishReason.Stop));
        json.WriteEndObject();
        json.WriteEndArray();
        UsageComposer.Write(json, Accounting.AttemptUsage.Of(attempt));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatAnswer answer)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", answer.Text);
        json.WriteString("refusal", answer.Refusal);
        if (answer.Reasoning is not null)
        {
            json.WriteString("reasoning_content", answer.Reasoning);
        }

        if (!answer.ToolCalls.IsEmpty)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in answer.ToolCalls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WriteString("arguments", call.Arguments);
                json.WriteEndObject();
                ThoughtSignature.Write(json, call.Signature);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
