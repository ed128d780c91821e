using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDefaults.VirtualKeys;

/// <summary>The secret of a virtual key: <c>sk-ar-</c>, eight letters that may be shown, then 256 random bits.</summary>
public static class KeySecret
{
    /// <summary>How every secret begins.</summary>
    public const string Prefix = "sk-ar-";

    /// <summary>Bytes of a hash.</summary>
    public const int HashSize = HMACSHA256.HashSizeInBytes;

    // Six bytes are eight letters of base64.
    private const int ShownBytes = 6;
    private const int SecretBytes = 32;

    // Far above any secret: what is longer is none.
    private const int Longest = 128;

    /// <summary>Characters at the start of a secret that tell people which one it is, and nobody what it is.</summary>
    public static int ShownLength { get; } = Prefix.Length + Base64Url.GetEncodedLength(ShownBytes);

    /// <summary>Makes a secret.</summary>
    public static string New() => Prefix
        + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(ShownBytes))
        + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Whether a text means to be a secret of ours, valid or not.</summary>
    public static bool IsMeant(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Hashes a secret: HMAC-SHA256 of its UTF-8 bytes.</summary>
    /// <param name="pepper">What the hash is keyed with.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="hash">Gets <see cref="HashSize"/> bytes.</param>
    /// <returns>False for a text that is too long to be a secret; <paramref name="hash"/> is left alone then.</returns>
    public static bool TryHash(ReadOnlySpan<byte> pepper, ReadOnlySpan<char> secret, Span<byte> hash)
    {
        if (secret.Length > Longest)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Longest * 3];
        HMACSHA256.HashData(pepper, bytes[..Encoding.UTF8.GetBytes(secret, bytes)], hash);
        return true;
    }
}
