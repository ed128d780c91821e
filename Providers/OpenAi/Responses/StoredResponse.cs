using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Routing.Catalog;

namespace Providers.OpenAi.Responses;

/// <summary>
/// A response that its provider keeps, so that another may go on from it. Its id, as callers know it, says where that is: the
/// provider's own id, a dot and the deployment. No router need remember anything.
/// </summary>
/// <param name="Id">The provider's own id.</param>
/// <param name="Deployment">Who gave it.</param>
public readonly record struct StoredResponse(string Id, DeploymentId Deployment)
{
    private const char Divider = '.';

    /// <summary>Reads an id as callers know it.</summary>
    /// <returns>False when no provider keeps that response.</returns>
    public static bool TryParse(string? id, out StoredResponse response)
    {
        var divider = id?.LastIndexOf(Divider) ?? -1;
        if (divider > 0 && Base64Url.IsValid(id.AsSpan(divider + 1)) && DeploymentId.TryParse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id.AsSpan(divider + 1))), out var deployment))
        {
            response = new(id![..divider], deployment);
            return true;
        }

        response = default;
        return false;
    }

    /// <summary>The id as callers know it.</summary>
    public override string ToString() => $"{Id}{Divider}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Deployment.ToString()))}";

    /// <summary>A whole response under the id that callers are to know, if its provider says that it keeps it; else as it is.</summary>
    /// <param name="response">A valid response.</param>
    /// <param name="deployment">Who gave it.</param>
    public static ReadOnlyMemory<byte> Mark(ReadOnlyMemory<byte> response, DeploymentId deployment)
    {
        try
        {
            var reader = new Utf8JsonReader(response.Span);
            reader.Read();
            return Mark(response, ref reader, deployment);
        }
        catch (InvalidOperationException)
        {
            // Half a character in a name or in the id: a response that nobody can go on from.
            return response;
        }
    }

    /// <summary>The same for an event that carries the response so far; any other stays as it is.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data.</param>
    /// <param name="deployment">Who gave it.</param>
    public static ReadOnlyMemory<byte> MarkEvent(string type, ReadOnlyMemory<byte> data, DeploymentId deployment)
    {
        if (type is not ("response.created" or "response.queued" or "response.in_progress" or "response.completed" or "response.incomplete"))
        {
            return data;
        }

        try
        {
            var reader = new Utf8JsonReader(data.Span);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isResponse = reader.ValueTextEquals("response"u8);
                reader.Read();
                if (isResponse && reader.TokenType == JsonTokenType.StartObject)
                {
                    return Mark(data, ref reader, deployment);
                }

                reader.Skip();
            }

            return data;
        }
        catch (InvalidOperationException)
        {
            return data;
        }
    }

    // The reader stands at the beginning of the response.
    private static ReadOnlyMemory<byte> Mark(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader, DeploymentId deployment)
    {
        var isKept = false;
        ByteRange? place = null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isStore) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("store"u8));
            reader.Read();
            isKept |= isStore && reader.TokenType == JsonTokenType.True;
            if (isId && reader.TokenType == JsonTokenType.String)
            {
                id = reader.GetString();
                place = new((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
            }

            reader.Skip();
        }

        if (!isKept || place is not { } range)
        {
            return json;
        }

        var splice = new Splice(json);
        splice.Replace(range, OpenAiBodyEdits.Quote(new StoredResponse(id!, deployment).ToString()));
        return splice.ToContent().Join();
    }
}
