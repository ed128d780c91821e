using System.Collections;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.Metadata</c>: headers or trailers of a call, in order, keys in lower case.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>Stands in for <c>BinaryHeaderSuffix</c>: the end of every key whose value is bytes.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>Stands in for <c>Empty</c>; read-only.</summary>
    public static readonly Metadata Empty = new() { IsReadOnly = true };

    private readonly List<Entry> _entries = [];

    /// <summary>Stands in for <c>Count</c>.</summary>
    public int Count => _entries.Count;

    /// <summary>Stands in for <c>IsReadOnly</c>.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>Stands in for the indexer.</summary>
    public Entry this[int index]
    {
        get => _entries[index];
        set => Writable()[index] = value;
    }

    /// <summary>Stands in for <c>Get</c>: the last entry of that key, as written, or null.</summary>
    public Entry? Get(string key) => _entries.FindLast(entry => entry.Key == key);

    /// <summary>Stands in for <c>GetValue</c>: the last text of that key, or null.</summary>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>Stands in for <c>GetValueBytes</c>: the last bytes of that key, or null.</summary>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>Stands in for <c>GetAll</c>: every entry of that key.</summary>
    public IEnumerable<Entry> GetAll(string key) => _entries.Where(entry => entry.Key == key);

    /// <summary>Stands in for <c>Add</c>.</summary>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Stands in for <c>Add</c>.</summary>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <summary>Stands in for <c>Add</c>.</summary>
    public void Add(Entry item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Writable().Add(item);
    }

    /// <summary>Stands in for <c>Insert</c>.</summary>
    public void Insert(int index, Entry item) => Writable().Insert(index, item);

    /// <summary>Stands in for <c>Remove</c>.</summary>
    public bool Remove(Entry item) => Writable().Remove(item);

    /// <summary>Stands in for <c>RemoveAt</c>.</summary>
    public void RemoveAt(int index) => Writable().RemoveAt(index);

    /// <summary>Stands in for <c>Clear</c>.</summary>
    public void Clear() => Writable().Clear();

    /// <summary>Stands in for <c>Contains</c>.</summary>
    public bool Contains(Entry item) => _entries.Contains(item);

    /// <summary>Stands in for <c>IndexOf</c>.</summary>
    public int IndexOf(Entry item) => _entries.IndexOf(item);

    /// <summary>Stands in for <c>CopyTo</c>.</summary>
    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    /// <summary>Stands in for <c>GetEnumerator</c>.</summary>
    public IEnumerator<Entry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<Entry> Writable() => IsReadOnly ? throw new InvalidOperationException("This metadata is read-only.") : _entries;
}
