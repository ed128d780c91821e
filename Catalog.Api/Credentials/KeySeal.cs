using System.Security.Cryptography;
using System.Text;

namespace Catalog.Api.Credentials;

/// <summary>Seals and opens stored keys with AES-256-GCM. A sealed key opens only for the provider it was sealed for.</summary>
internal sealed class KeySeal
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int ShownDigits = 8;

    private readonly byte[] _key;
    private readonly byte[] _fingerprintKey;

    public KeySeal(byte[] key)
    {
        _key = key;
        _fingerprintKey = Derive("fingerprint");
        Id = Convert.ToHexStringLower(SHA256.HashData(key))[..ShownDigits];
    }

    /// <summary>Tells data keys apart: the start of its SHA-256.</summary>
    public string Id { get; }

    /// <summary>A key for a purpose of its own, from which nothing follows for any other.</summary>
    public byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, _key.Length, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>Nonce, tag, ciphertext.</summary>
    public byte[] Seal(string provider, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var output = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceSize));
        using var aes = new AesGcm(_key, TagSize);
        aes.Encrypt(
            output.AsSpan(0, NonceSize), plain, output.AsSpan(NonceSize + TagSize), output.AsSpan(NonceSize, TagSize), Encoding.UTF8.GetBytes(provider));
        CryptographicOperations.ZeroMemory(plain);
        return output;
    }

    /// <returns>Null when it was sealed under another data key or for another provider, or was tampered with.</returns>
    public string? Open(string provider, ReadOnlySpan<byte> sealedKey)
    {
        if (sealedKey.Length < NonceSize + TagSize)
        {
            return null;
        }

        var plain = new byte[sealedKey.Length - NonceSize - TagSize];
        using var aes = new AesGcm(_key, TagSize);
        try
        {
            aes.Decrypt(
                sealedKey[..NonceSize], sealedKey[(NonceSize + TagSize)..], sealedKey.Slice(NonceSize, TagSize), plain, Encoding.UTF8.GetBytes(provider));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>Tells two secrets apart and nothing of either to whoever lacks the data key.</summary>
    public string Fingerprint(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_fingerprintKey, Encoding.UTF8.GetBytes(secret)))[..ShownDigits];
}
