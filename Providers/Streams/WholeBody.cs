namespace Providers.Streams;

/// <summary>A body in one piece, in an array of its own or of the <see cref="BodyPool"/>.</summary>
public readonly struct WholeBody
{
    private readonly byte[]? _pooled;

    internal WholeBody(ReadOnlyMemory<byte> bytes, byte[]? pooled) => (Bytes, _pooled) = (bytes, pooled);

    /// <summary>A body that is the collector's.</summary>
    public WholeBody(ReadOnlyMemory<byte> bytes)
        : this(bytes, pooled: null)
    {
    }

    /// <summary>Its bytes, good until it is given back.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The beginning of an array of the pool, which is copied and given back where it is worth no such array.</summary>
    public static WholeBody Of(byte[] rented, int length)
    {
        if (length > BodyPool.LongestApart)
        {
            return new(rented.AsMemory(0, length), rented);
        }

        var bytes = rented.AsSpan(0, length).ToArray();
        BodyPool.Return(rented);
        return new(bytes);
    }

    /// <summary>Gives its array back to the pool, if it has one; once at most, by whoever is the last to look at it.</summary>
    public void GiveBack()
    {
        if (_pooled is not null)
        {
            BodyPool.Return(_pooled);
        }
    }
}
