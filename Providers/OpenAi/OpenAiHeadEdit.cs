using System.Buffers;
using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>
/// Copies chunks and answers of an OpenAI upstream with another <c>model</c>, every other byte as it came. Prepared once for an
/// answer; a chunk costs a look at its first members, as these stand at the front.
/// </summary>
public sealed class OpenAiHeadEdit
{
    private readonly byte[] _model;

    /// <summary>Prepares the edit.</summary>
    /// <param name="model">What <c>model</c> is to say.</param>
    public OpenAiHeadEdit(string model) => _model = OpenAiBodyEdits.Quote(model);

    /// <summary>Copies a chunk or a whole answer that an adapter has read.</summary>
    public void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var (start, end) = FindModel(json);
        output.Write(json[..start]);
        if (end > start)
        {
            output.Write(_model);
        }

        output.Write(json[end..]);
    }

    private static ByteRange FindModel(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = reader.ValueTextEquals("model"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isModel)
            {
                return new(start, (int)reader.BytesConsumed);
            }
        }

        return new(json.Length, json.Length);
    }
}
