using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Providers;

/// <summary>Builds what all requests to upstreams have in common.</summary>
internal static class UpstreamRequest
{
    // An address belongs to a provider record, which outlives thousands of requests; the two go together.
    private static readonly ConditionalWeakTable<Uri, Dictionary<string, Uri>> Endpoints = [];

    public static HttpRequestMessage Create(HttpMethod method, UpstreamTarget target, string path)
    {
        var message = new HttpRequestMessage(method, Endpoint(target.BaseAddress, path))
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in target.Provider.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        // Some providers' front doors turn away whoever gives no name.
        if (!message.Headers.NonValidated.Contains("User-Agent"))
        {
            message.Headers.TryAddWithoutValidation("User-Agent", "Aspire.Routing");
        }

        return message;
    }

    /// <summary>Adds the key as a bearer token, unless the provider's own headers bring an authorization.</summary>
    public static void Authorize(HttpRequestMessage message, UpstreamTarget target)
    {
        if (target.ApiKey?.Trim() is { Length: > 0 } key && message.Headers.Authorization is null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>Adds the key in a header of the provider's own, unless its record brings that header.</summary>
    public static void Authorize(HttpRequestMessage message, UpstreamTarget target, string header)
    {
        if (target.ApiKey?.Trim() is { Length: > 0 } key && !message.Headers.NonValidated.Contains(header))
        {
            message.Headers.TryAddWithoutValidation(header, key);
        }
    }

    /// <summary>Adds to the query of one request only: page tokens are endless and must not fill the table of endpoints.</summary>
    public static void AddQuery(HttpRequestMessage message, string name, string value)
    {
        var address = new UriBuilder(message.RequestUri!);
        var added = $"{name}={Uri.EscapeDataString(value)}";
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{added}" : added;
        message.RequestUri = address.Uri;
    }

    /// <summary>Joins an address and a path; the queries of both stay at the end.</summary>
    public static Uri Endpoint(Uri address, string path)
    {
        var known = Endpoints.GetOrCreateValue(address);
        lock (known)
        {
            if (!known.TryGetValue(path, out var endpoint))
            {
                known[path] = endpoint = Join(address, path);
            }

            return endpoint;
        }
    }

    private static Uri Join(Uri address, string path)
    {
        var mark = path.IndexOf('?', StringComparison.Ordinal);
        var query = (address.Query.TrimStart('?'), mark < 0 ? "" : path[(mark + 1)..]);
        return new UriBuilder(address)
        {
            Path = address.AbsolutePath.TrimEnd('/') + "/" + (mark < 0 ? path : path[..mark]),
            Query = query is ({ Length: > 0 } own, { Length: > 0 } added) ? $"{own}&{added}" : query.Item1 + query.Item2,
        }.Uri;
    }
}
