using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Router.Grpc.Accounting;

/// <summary>
/// Ids of decisions and events: UUID version 7 in its usual text form. Randomness is fetched for many at a time, since each fetch is a
/// call of the operating system.
/// </summary>
internal static class LedgerIds
{
    private const int Length = 16;
    private const int Fetched = 64 * Length;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _taken;

    public static string New(DateTimeOffset now)
    {
        if (_random is null || _taken == Fetched)
        {
            RandomNumberGenerator.Fill(_random ??= new byte[Fetched]);
            _taken = 0;
        }

        var id = _random.AsSpan(_taken, Length);
        _taken += Length;
        var milliseconds = now.ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt16BigEndian(id, (ushort)(milliseconds >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(id[2..], (uint)milliseconds);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true).ToString();
    }
}
