using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Providers.Bodies;
using Providers.Streams;
using Routing.Catalog;

namespace Providers.OpenAi.Responses;

/// <summary>
/// A response that its provider keeps, so that another may go on from it. Its id, as callers know it, says where that is: the
/// provider's own id, a dot, and the deployment with the mark of the credential whose account it is. No router need remember anything.
/// Whoever serves several parties hands that id out sealed.
/// </summary>
/// <param name="Id">The provider's own id.</param>
/// <param name="Deployment">Who gave it.</param>
/// <param name="Credential">The <see cref="MarkOf"/> the key it was given to; null where none was needed.</param>
public readonly record struct StoredResponse(string Id, DeploymentId Deployment, string? Credential = null)
{
    private const char Divider = '.';

    // Before a mark; no provider's name begins with it.
    private const char Marked = '~';
    private const int MarkBytes = 4;
    private const int MarkLength = 6;

    private static readonly SearchValues<char> PlainId = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Tells a provider's keys apart and says nothing of them: so short that countless others have the same.</summary>
    public static string MarkOf(string key) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"aspire-routing credential {key}")).AsSpan(0, MarkBytes));

    /// <summary>Reads an id as callers know it.</summary>
    /// <returns>False when no provider keeps that response.</returns>
    public static bool TryParse(string? id, out StoredResponse response)
    {
        var divider = id?.LastIndexOf(Divider) ?? -1;
        if (divider > 0 && Base64Url.IsValid(id.AsSpan(divider + 1)))
        {
            var place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id.AsSpan(divider + 1)));
            var mark = place.Length > MarkLength && place[0] == Marked ? place[1..(MarkLength + 1)] : null;
            if (DeploymentId.TryParse(mark is null ? place : place[(MarkLength + 1)..], out var deployment))
            {
                response = new(id![..divider], deployment, mark);
                return true;
            }
        }

        response = default;
        return false;
    }

    /// <summary>The id as callers know it.</summary>
    public override string ToString() =>
        $"{Id}{Divider}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Credential is null ? $"{Deployment}" : $"{Marked}{Credential}{Deployment}"))}";

    /// <summary>Whether its id is a plain word, as providers' are, and can stand in an address.</summary>
    public bool HasPlainId => !Id.AsSpan().ContainsAnyExcept(PlainId);

    /// <summary>What a provider answers when asked for this response: under the ids that callers know.</summary>
    /// <param name="answer">A JSON object.</param>
    /// <param name="name">The id under which the caller is to know a response.</param>
    public ReadOnlyMemory<byte> Rename(ReadOnlyMemory<byte> answer, Func<StoredResponse, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var edits = new BodyEdits(answer);
        foreach (var field in (ReadOnlySpan<string>)["id", "previous_response_id"])
        {
            if (edits.Value(field) is { Span: [(byte)'"', ..] } value && JsonSerializer.Deserialize<string>(value.Span) is { } id)
            {
                edits.Set(field, OpenAiBodyEdits.Quote(name(this with { Id = id })));
            }
        }

        return edits.ToContent().Join();
    }

    /// <summary>
    /// A whole response under the ids that its caller knows: its own, if its provider says that it keeps it, and that of the one it
    /// goes on from. All else stays as it is.
    /// </summary>
    /// <param name="response">A valid response.</param>
    /// <param name="names">What the caller knows.</param>
    /// <returns>The receiver's to give back.</returns>
    public static WholeBody Mark(ReadOnlyMemory<byte> response, ResponseNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        try
        {
            var reader = new Utf8JsonReader(response.Span);
            reader.Read();
            return WithIds(response, ref reader, names)?.JoinPooled() ?? new(response);
        }
        catch (InvalidOperationException)
        {
            // Half a character in a name or in the id: a response that nobody can go on from.
            return new(response);
        }
    }

    /// <summary>The same for an event that carries the response so far; any other stays as it is.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="data">Its data.</param>
    /// <param name="names">What the caller knows.</param>
    /// <returns>The receiver's to give back.</returns>
    public static WholeBody MarkEvent(string type, ReadOnlyMemory<byte> data, ResponseNames names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (type is not ("response.created" or "response.queued" or "response.in_progress" or "response.completed" or "response.incomplete"))
        {
            return new(data);
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
                    return WithIds(data, ref reader, names)?.JoinPooled() ?? new(data);
                }

                reader.Skip();
            }

            return new(data);
        }
        catch (InvalidOperationException)
        {
            return new(data);
        }
    }

    // The reader stands at the beginning of the response. Null where nothing changes.
    private static SplicedContent? WithIds(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader, ResponseNames names)
    {
        var isKept = false;
        ByteRange? own = null;
        ByteRange? previous = null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isStore, isPrevious) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("store"u8), reader.ValueTextEquals("previous_response_id"u8));
            reader.Read();
            isKept |= isStore && reader.TokenType == JsonTokenType.True;
            if (reader.TokenType == JsonTokenType.String && (isId || isPrevious))
            {
                var range = new ByteRange((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                if (isId)
                {
                    (own, id) = (range, reader.GetString());
                }
                else
                {
                    previous = range;
                }
            }

            reader.Skip();
        }

        var edits = new List<(ByteRange At, string Name)>(2);
        if (isKept && own is { } at)
        {
            edits.Add((at, names.Own(id!)));
        }

        if (names.Previous is { } sent && previous is { } told)
        {
            edits.Add((told, sent));
        }

        var splice = new Splice(json);
        foreach (var (place, name) in edits.OrderBy(static edit => edit.At.Start))
        {
            splice.Replace(place, OpenAiBodyEdits.Quote(name));
        }

        return edits.Count == 0 ? null : splice.ToContent();
    }
}
