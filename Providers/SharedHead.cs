namespace Providers;

/// <summary>
/// The head of all requests to one address with one key, so that a transport may keep it as the bytes that it is on the wire: to make the
/// same header fields anew for each chat costs as much as reading the chat.
/// </summary>
public sealed class SharedHead
{
    internal SharedHead(UpstreamTarget target, string path)
    {
        (Path, ApiKey) = (path, target.ApiKey);
        Example = UpstreamRequest.Create(HttpMethod.Post, target, path);
        UpstreamRequest.Authorize(Example, target);
    }

    /// <summary>A request without a body that has this head.</summary>
    public HttpRequestMessage Example { get; }

    internal string Path { get; }

    internal string? ApiKey { get; }
}
