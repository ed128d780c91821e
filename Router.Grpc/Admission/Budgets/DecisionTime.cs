using System.Buffers.Binary;

namespace Router.Grpc.Admission.Budgets;

/// <summary>When a decision was made, which says in which window its cost counts.</summary>
internal static class DecisionTime
{
    /// <returns>Null when the id is no UUID of version 7.</returns>
    public static DateTimeOffset? Of(string decision)
    {
        if (!Guid.TryParse(decision, out var id) || id.Version != 7)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }
}
