
namespace Providers;

/// <summary>What became of a request that an adapter built.</summary>
public static class SentRequests
{
    /// <summary>
    /// Whether the request went out, at least in part. The transport asks for its body only once it has a connection; before, nobody has
    /// heard of the request, and nobody charges for it.
    /// </summary>
    public static bool HasBegun(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Content is not SplicedContent { HasBegun: false };
    }
}
