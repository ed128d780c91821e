using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Routing.Features;

namespace Providers.OpenAi;

/// <summary>Walks through a chat request once: validates, counts, and remembers where the editable things stand.</summary>
internal sealed class OpenAiBodyWalk(ReadOnlyMemory<byte> body)
{
    private readonly FaultList _faults = new();
    private readonly OpenAiFacts _facts = new();
    private readonly OpenAiBodyMap _map = new();
    private RoutingHints _hints = RoutingHints.None;
    private ImmutableArray<string> _tags = [];
    private string? _model;
    private string? _user;
    private bool _stream;
    private bool _hasMessages;

    public ChatReading Read()
    {
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _faults.Add("", "The body must be a JSON object.");
            reader.Skip();
        }
        else
        {
            ReadMembers(ref reader);
        }

        // Anything behind the object is a fault that the reader reports.
        reader.Read();
        _map.MessagePlaces = _facts.MessagePlaces;
        _map.UserContents = _facts.UserContents;
        return _faults.IsEmpty ? new(ToRequest()) : new(_faults.ToImmutable());
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
        _map.AfterBrace = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = OpenAiKeys.Read(ref reader);
            var name = new ByteRange((int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isNull = reader.TokenType == JsonTokenType.Null;
            ReadValue(key, ref reader);
            _map.Add(new(key, name, new(start, (int)reader.BytesConsumed), isNull));
        }

        if (!_hasMessages)
        {
            _faults.Add("messages", "Required: a non-empty array of messages.");
        }
    }

    /// <summary>Leaves the reader on the last token of the value.</summary>
    private void ReadValue(OpenAiKey key, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null && key != OpenAiKey.Messages)
        {
            return;
        }

        switch (key)
        {
            case OpenAiKey.Model:
                _model = JsonChecks.ReadString(ref reader, _faults, "model");
                break;
            case OpenAiKey.Messages:
                _hasMessages = true;
                OpenAiMessageWalk.Read(ref reader, _faults, _facts);
                break;
            case OpenAiKey.Routing:
                _hints = RoutingExtension.Read(ref reader, _faults);
                break;
            case OpenAiKey.Metadata:
                _tags = MetadataTags.Read(ref reader);
                break;
            case OpenAiKey.User when reader.TokenType == JsonTokenType.String:
                _user = reader.GetString();
                break;
            case OpenAiKey.Stream:
                _stream = JsonChecks.ReadBoolean(ref reader, _faults, "stream");
                break;
            case OpenAiKey.StreamOptions:
                ReadStreamOptions(ref reader);
                break;
            case OpenAiKey.MaxTokens or OpenAiKey.MaxCompletionTokens:
                // With both given, or one repeated, nobody knows which one an upstream obeys: the larger bounds the cost.
                var field = key == OpenAiKey.MaxTokens ? "max_tokens" : "max_completion_tokens";
                _facts.MaxOutputTokens = Math.Max(_facts.MaxOutputTokens ?? 0, JsonChecks.ReadCount(ref reader, _faults, field) ?? 0);
                break;
            case OpenAiKey.Temperature:
                JsonChecks.ReadNumber(ref reader, _faults, "temperature", 0, 2);
                break;
            case OpenAiKey.TopP:
                JsonChecks.ReadNumber(ref reader, _faults, "top_p", 0, 1);
                break;
            case OpenAiKey.Choices:
                _facts.Choices = JsonChecks.ReadCount(ref reader, _faults, "n") ?? 1;
                break;
            case OpenAiKey.LogProbabilities:
                _facts.HasLogProbabilities = JsonChecks.ReadBoolean(ref reader, _faults, "logprobs");
                break;
            default:
                OpenAiOptionWalk.Read(key, ref reader, _faults, _facts);
                break;
        }
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        if (!JsonChecks.IsObject(ref reader, _faults, "stream_options"))
        {
            return;
        }

        _map.EmptyStreamOptions = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            _map.EmptyStreamOptions = false;
            var isUsage = reader.ValueTextEquals("include_usage"u8);
            reader.Read();
            if (!isUsage)
            {
                reader.Skip();
                continue;
            }

            _map.IncludeUsage = new((int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length);
            _map.AsksForUsage = reader.TokenType != JsonTokenType.Null
                && JsonChecks.ReadBoolean(ref reader, _faults, "stream_options.include_usage");
        }
    }

    private ChatRequest ToRequest() => new(WireFormat.OpenAiChat, body, OpenAiConversationReader.Read)
    {
        Model = string.IsNullOrEmpty(_model) ? null : _model,
        Stream = _stream,
        IncludeUsage = _map.AsksForUsage,
        Facts = _facts.ToFacts(),
        Hints = _hints,
        Tags = _tags,
        EndUser = string.IsNullOrEmpty(_user) ? null : _user,
        OpenAiMap = _map,
    };
}
