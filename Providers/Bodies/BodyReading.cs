using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Bodies;

/// <summary>Reads a caller's body by its elements, for formats that are not the common case and need no faster way.</summary>
internal static class BodyReading
{
    /// <summary>Parses, reads and collects faults. Never throws on the caller's fault.</summary>
    /// <param name="body">The bytes as they came; the request keeps them.</param>
    /// <param name="needed">The member that every request has.</param>
    /// <param name="read">Makes a request of the root object; what it returns does not matter once there are faults.</param>
    public static ChatReading Read(ReadOnlyMemory<byte> body, string needed, Func<JsonElement, FaultList, ChatRequest> read)
    {
        if (BodyFaults.Find(body.Span, needed) is { } fault)
        {
            return Fault(fault);
        }

        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Fault("The body must be a JSON object.");
            }

            var faults = new FaultList();
            var request = read(document.RootElement, faults);
            return faults.IsEmpty ? new(request) : new(faults.ToImmutable());
        }
        catch (JsonException e)
        {
            return Fault(BodyFaults.Of(e));
        }
    }

    private static ChatReading Fault(string message) => new([new RequestFault("", message)]);
}
