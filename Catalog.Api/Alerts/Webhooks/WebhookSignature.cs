using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Catalog.Api.Alerts.Webhooks;

/// <summary>
/// Signs a message as the Standard Webhooks specification (version 1) says: HMAC-SHA256 over its id, the time in seconds and the
/// body, joined by full stops. Secrets are written <c>whsec_</c> and base64.
/// </summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string Prefix = "whsec_";
    private const int Size = 32;
    private const int LeastSize = 24;
    private const int MostSize = 64;

    /// <summary>A new secret of 256 bits.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Whether a text is a secret of a length that the specification allows.</summary>
    public static bool IsSecret(string text) => Key(text) is { Length: >= LeastSize and <= MostSize };

    /// <param name="secret">The secret, as it is written.</param>
    /// <param name="id">Identifies the message; the same in every try.</param>
    /// <param name="at">When this try is made.</param>
    /// <param name="body">The body.</param>
    /// <returns>The value of the header.</returns>
    /// <exception cref="FormatException">The secret is none.</exception>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        var key = Key(secret) ?? throw new FormatException("What is stored for the webhook is no secret.");
        byte[] message = [.. head, .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, message))}";
    }

    private static byte[]? Key(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], bytes, out var written) ? bytes[..written] : null;
    }
}
