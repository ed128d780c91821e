using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Providers.Worker.Upstreams;

/// <summary>What is remembered of a provider's last answer, to notice cheaply that the next one is the same.</summary>
/// <param name="Address">Whom it came from.</param>
/// <param name="ETag">Its version in the provider's words; null when it gave none, or the list had several pages.</param>
/// <param name="LastModified">When the provider last changed it; null as above.</param>
/// <param name="ListHash">SHA-256 of the list.</param>
/// <param name="RawHash">SHA-256 of the whole answer, descriptions of each model included.</param>
/// <param name="Models">How many models it listed.</param>
/// <param name="At">When it came.</param>
internal sealed record ListMark(
    Uri Address, EntityTagHeaderValue? ETag, DateTimeOffset? LastModified, byte[] ListHash, byte[] RawHash, int Models, DateTimeOffset At)
{
    /// <summary>Asks the provider to answer 304 if nothing has changed.</summary>
    public void MakeConditional(HttpRequestMessage request)
    {
        if (ETag is not null)
        {
            request.Headers.IfNoneMatch.Add(ETag);
        }

        request.Headers.IfModifiedSince = LastModified;
    }

    public bool IsOf(ReadOnlySpan<byte> list) => SHA256.HashData(list).AsSpan().SequenceEqual(ListHash);
}
