using System.Runtime.InteropServices;

namespace Router.Grpc.Admission;

/// <summary>The keyed hash of a secret. Comparing two takes the same time wherever they differ.</summary>
internal readonly struct KeyHash : IEquatable<KeyHash>
{
    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <param name="hash">32 bytes.</param>
    public KeyHash(ReadOnlySpan<byte> hash)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    public bool Equals(KeyHash other) => ((_a ^ other._a) | (_b ^ other._b) | (_c ^ other._c) | (_d ^ other._d)) == 0;

    public override bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    // Any part of a hash is as good as a hash of it.
    public override int GetHashCode() => (int)_a;
}
