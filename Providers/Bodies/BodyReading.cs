using System.Collections.Immutable;
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
        var request = Read(body, needed, read, out var faults);
        return faults.IsEmpty ? new(request!) : new(faults);
    }

    /// <summary>The same for a request of any kind.</summary>
    public static T? Read<T>(ReadOnlyMemory<byte> body, string needed, Func<JsonElement, FaultList, T?> read, out ImmutableArray<RequestFault> faults)
        where T : class
    {
        var found = new FaultList();
        T? request = null;
        try
        {
            if (BodyFaults.Find(body.Span, needed) is { } fault)
            {
                found.Add("", fault);
            }
            else
            {
                request = Parse(body, read, found);
            }
        }
        catch (JsonException e)
        {
            found.Add("", BodyFaults.Of(e));
        }

        faults = found.ToImmutable();
        return request;
    }

    private static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, FaultList, T?> read, FaultList faults)
        where T : class
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return read(document.RootElement, faults);
        }

        faults.Add("", "The body must be a JSON object.");
        return null;
    }
}
