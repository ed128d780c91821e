using System.Text;
using System.Text.Json;
using Providers.OpenAi;

namespace Providers.Bodies;

/// <summary>Edits of single members of an object that leave every other byte of it where it is, repeated and unknown members included.</summary>
internal sealed class BodyEdits
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly List<BodyMember> _members = new(12);
    private readonly Dictionary<string, byte[]?> _edits = new(StringComparer.Ordinal);
    private readonly int _afterBrace;

    /// <param name="body">A JSON object that has been validated.</param>
    public BodyEdits(ReadOnlyMemory<byte> body)
    {
        _body = body;
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        reader.Read();
        _afterBrace = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var key = new ByteRange((int)reader.TokenStartIndex, (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            var isNull = reader.TokenType == JsonTokenType.Null;
            reader.Skip();
            _members.Add(new(name, key, new(start, (int)reader.BytesConsumed), isNull));
        }
    }

    /// <summary>Whether a member is present with a value other than null.</summary>
    public bool Has(string name) => _members.Exists(member => member.Name == name && !member.IsNull);

    /// <summary>The last value of that name; null when absent or null.</summary>
    public ReadOnlyMemory<byte>? Value(string name)
    {
        var at = _members.FindLastIndex(member => member.Name == name && !member.IsNull);
        return at < 0 ? (ReadOnlyMemory<byte>?)null : _body[_members[at].Value.Start.._members[at].Value.End];
    }

    /// <summary>Replaces the value, or adds the member at the front.</summary>
    public void Set(string name, byte[] json) => _edits[name] = json;

    public void Remove(string name) => _edits[name] = null;

    public SplicedContent ToContent()
    {
        var splice = new Splice(_body);
        splice.Insert(_afterBrace, Added());
        var lastKept = _members.FindLastIndex(IsKept);
        for (var index = 0; index <= lastKept; index++)
        {
            var member = _members[index];
            if (!IsKept(member))
            {
                // The comma behind goes with it.
                splice.Replace(new(member.Key.Start, _members[index + 1].Key.Start), []);
            }
            else if (_edits.TryGetValue(member.Name, out var value))
            {
                splice.Replace(member.Value, value!);
            }
        }

        // What goes at the end takes the comma before it along.
        if (lastKept >= 0)
        {
            splice.Replace(new(_members[lastKept].Value.End, _members[^1].Value.End), []);
        }

        return splice.ToContent();
    }

    private bool IsKept(BodyMember member) => !_edits.TryGetValue(member.Name, out var value) || value is not null;

    private byte[] Added()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _edits)
        {
            if (value is not null && !_members.Exists(member => member.Name == name))
            {
                text.Append('"').Append(name).Append("\":").Append(Encoding.UTF8.GetString(value)).Append(',');
            }
        }

        // An object without members of its own has nothing that a comma could part from.
        if (_members.Count == 0 && text.Length > 0)
        {
            text.Length--;
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
