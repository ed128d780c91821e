using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Routing.Experiments;

/// <summary>Draws the bucket of a unit: always the same one, and for another salt one that has nothing to do with it.</summary>
public static class Draw
{
    private const int Usual = 512;

    /// <summary>
    /// The first eight bytes of SHA-256 over salt, line feed and unit in UTF-8, as a number with the highest byte first, modulo 1,000,000.
    /// A cryptographic hash, since the cheaper ones are known to correlate where salts are alike.
    /// </summary>
    public static int Bucket(string salt, string unit)
    {
        ArgumentNullException.ThrowIfNull(salt);
        ArgumentNullException.ThrowIfNull(unit);
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length + unit.Length + 1);
        var rented = most > Usual ? ArrayPool<byte>.Shared.Rent(most) : null;
        var text = rented is null ? stackalloc byte[Usual] : rented;
        var length = Encoding.UTF8.GetBytes(salt, text);
        text[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(unit, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash) % ExperimentBucket.Count);
    }
}
