using System.Collections.Immutable;
using System.Text.Json;
using Routing.Money;

namespace Routing.Catalog.Files;

/// <summary>Reads the fields of one JSON object; what is wrong is noted and reading goes on, so that every fault is found at once.</summary>
internal readonly struct Fields
{
    private readonly JsonElement _object;
    private readonly FieldPath _path;
    private readonly List<SnapshotFault> _faults;

    public Fields(JsonElement value, FieldPath path, List<SnapshotFault> faults)
    {
        _path = path;
        _faults = faults;
        _object = value;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            faults.Add(new(path.ToString(), "must be an object"));
            _object = default;
        }
    }

    public bool Has(string name) => Find(name) is not null;

    public void Fault(string name, string message) => _faults.Add(new($"{_path}.{name}", message));

    /// <summary>Notes every field that nobody reads, most likely a slip of the pen.</summary>
    public void OnlyKnow(params ReadOnlySpan<string> names)
    {
        if (_object.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var field in _object.EnumerateObject())
        {
            if (!IsOneOf(field, names) && !field.Name.StartsWith('$'))
            {
                Fault(field.Name, $"unknown field; known are {string.Join(", ", names.ToArray())}");
            }
        }
    }

    public string? Text(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.String ? value.GetString()
        : Refused<string?>(name, "must be a text", null);

    public string RequiredText(string name)
    {
        if (!Has(name))
        {
            Fault(name, "is missing");
            return "";
        }

        var text = Text(name);
        if (text is "")
        {
            Fault(name, "must not be empty");
        }

        return text ?? "";
    }

    public bool Flag(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Refused(name, "must be true or false", otherwise),
    };

    public int Count(string name) =>
        Find(name) is not { } value ? 0
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0 ? count
        : Refused(name, "must be a whole number, not negative", 0);

    public long LongCount(string name) =>
        Find(name) is not { } value ? 0
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0 ? count
        : Refused(name, "must be a whole number, not negative", 0L);

    public int? Whole(string name, int lowest, int highest) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= lowest && number <= highest ? number
        : Refused<int?>(name, FormattableString.Invariant($"must be a whole number from {lowest} to {highest}"), null);

    public decimal? Decimal(string name, decimal highest) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && number >= 0 && number <= highest ? number
        : Refused<decimal?>(name, FormattableString.Invariant($"must be a number from 0 to {highest}"), null);

    public int? Thousandths(string name, decimal highest) => Decimal(name, highest) is { } number ? (int)decimal.Round(number * 1_000) : null;

    public TokenPrice? DollarsPerMillion(string name)
    {
        const decimal Highest = 1_000_000;
        return Decimal(name, Highest) is { } dollars ? TokenPrice.FromDollarsPerMillion(dollars) : null;
    }

    public DateTimeOffset? Moment(string name) =>
        Text(name) is not { } text ? null
        : Moments.TryParse(text, out var moment) ? moment
        : Refused<DateTimeOffset?>(name, "must be a date (2026-07-24) or a moment with its offset (2026-07-24T10:00:00Z)", null);

    public T OneOf<T>(string name, NameTable<T> table, T otherwise)
        where T : struct =>
        Text(name) is not { } text ? otherwise
        : table.Find(text) is { } value ? value
        : Refused(name, $"must be one of {table.Names}", otherwise);

    public ImmutableArray<string> Texts(string name)
    {
        if (Items(name) is not { } items)
        {
            return [];
        }

        var texts = ImmutableArray.CreateBuilder<string>(items.GetArrayLength());
        var place = 0;
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind is JsonValueKind.String && item.GetString() is { Length: > 0 } text)
            {
                texts.Add(text);
            }
            else
            {
                Fault(FormattableString.Invariant($"{name}[{place}]"), "must be a text");
            }

            place++;
        }

        return texts.DrainToImmutable();
    }

    public ImmutableSortedDictionary<string, string> TextByName(string name)
    {
        var (faults, path) = (_faults, $"{_path}.{name}");
        return ByName(name, field =>
        {
            if (field.Value.ValueKind is JsonValueKind.String)
            {
                return field.Value.GetString()!;
            }

            faults.Add(new($"{path}.{field.Name}", "must be a text"));
            return "";
        });
    }

    /// <summary>Reads an object of anything, each value as compact JSON text.</summary>
    public ImmutableSortedDictionary<string, string> JsonByName(string name) => ByName(name, static field => JsonSerializer.Serialize(field.Value));

    public ImmutableArray<T> Objects<T>(string name, Func<Fields, T> read)
    {
        if (Items(name) is not { } items)
        {
            return [];
        }

        var rows = ImmutableArray.CreateBuilder<T>(items.GetArrayLength());
        foreach (var item in items.EnumerateArray())
        {
            rows.Add(read(new Fields(item, new(_path, name) { Place = rows.Count }, _faults)));
        }

        return rows.MoveToImmutable();
    }

    public Fields? Object(string name) => Find(name) is { } value ? new Fields(value, new(_path, name), _faults) : null;

    private ImmutableSortedDictionary<string, string> ByName(string name, Func<JsonProperty, string> read)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (Find(name) is not { } value)
        {
            return texts.ToImmutable();
        }

        if (value.ValueKind is not JsonValueKind.Object)
        {
            Fault(name, "must be an object");
            return texts.ToImmutable();
        }

        foreach (var field in value.EnumerateObject())
        {
            texts[field.Name] = read(field);
        }

        return texts.ToImmutable();
    }

    // A name is compared where it stands: taking it out would make a text of every name in the file.
    private static bool IsOneOf(JsonProperty field, ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (field.NameEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private JsonElement? Items(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Array ? value
        : Refused<JsonElement?>(name, "must be a list", null);

    private T Refused<T>(string name, string message, T instead)
    {
        Fault(name, message);
        return instead;
    }

    private JsonElement? Find(string name) =>
        _object.ValueKind is JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;
}
