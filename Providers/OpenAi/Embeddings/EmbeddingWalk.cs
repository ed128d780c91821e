using System.Text.Json;
using Providers.Chat;
using Providers.Embeddings;
using Routing.Features;

namespace Providers.OpenAi.Embeddings;

/// <summary>Walks through a request for embeddings once, validates and counts; the inputs stay unread.</summary>
internal sealed class EmbeddingWalk(ReadOnlyMemory<byte> body)
{
    private readonly FaultList _faults = new();
    private readonly EmbeddingInputWalk _input = new();
    private readonly List<string> _unknown = [];
    private RoutingHints _hints = RoutingHints.None;
    private string? _model;
    private int? _dimensions;
    private bool _base64;

    public EmbeddingReading Read()
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        reader.Read();
        if (JsonChecks.IsObject(ref reader, _faults, ""))
        {
            ReadMembers(ref reader);
        }

        // Anything behind the object is a fault that the reader reports.
        reader.Read();
        return _faults.IsEmpty ? new(ToRequest()) : new(_faults.ToImmutable());
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                ReadValue(name, ref reader);
            }
        }

        if (!_input.WasGiven)
        {
            _faults.Add("input", EmbeddingInputWalk.Rule);
        }
    }

    /// <summary>Leaves the reader on the last token of the value.</summary>
    private void ReadValue(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                _model = JsonChecks.ReadString(ref reader, _faults, name);
                break;
            case "input":
                _input.Read(ref reader, _faults);
                break;
            case "dimensions":
                _dimensions = JsonChecks.ReadCount(ref reader, _faults, name);
                break;
            case "encoding_format":
                ReadEncoding(ref reader);
                break;
            case "routing":
                _hints = RoutingExtension.Read(ref reader, _faults);
                break;
            default:
                _unknown.Add(name);
                reader.Skip();
                break;
        }
    }

    private void ReadEncoding(ref Utf8JsonReader reader)
    {
        _base64 = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("base64"u8);
        if (!_base64 && (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("float"u8)))
        {
            JsonChecks.WrongType(ref reader, _faults, "encoding_format", "float or base64");
        }
    }

    private EmbeddingRequest ToRequest() => new(body, OpenAiEmbeddingReader.ReadInput)
    {
        Model = string.IsNullOrEmpty(_model) ? null : _model,
        Dimensions = _dimensions,
        Base64 = _base64,
        Count = _input.Sizes.Count,
        HasTokens = _input.HasTokens,
        Facts = _input.Sizes.All,
        Longest = _input.Sizes.Longest,
        Hints = _hints,
        UnknownFields = [.. _unknown.Distinct()],
    };
}
