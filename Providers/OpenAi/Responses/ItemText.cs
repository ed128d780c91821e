using System.Text;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>The text of an item as far as it has come. It is written piece by piece, for in one string a long one would be a large object.</summary>
internal sealed class ItemText
{
    private readonly StringBuilder _pieces = new();

    // Mostly there is one piece alone where an answer is not streamed.
    private ChatText? _first;

    public void Append(ChatText piece)
    {
        if (_first is null && _pieces.Length == 0)
        {
            _first = piece;
            return;
        }

        _pieces.Append(_first?.ToString()).Append(piece.ToString());
        _first = null;
    }

    /// <summary>Writes it as a value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_first is { } only)
        {
            only.Write(json);
            return;
        }

        foreach (var piece in _pieces.GetChunks())
        {
            json.WriteStringValueSegment(piece.Span, isFinalSegment: false);
        }

        json.WriteStringValueSegment(ReadOnlySpan<char>.Empty, isFinalSegment: true);
    }
}
