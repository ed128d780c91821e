namespace Providers.OpenAi.Responses;

/// <summary>Asks a provider for a response that it keeps, or to forget it.</summary>
public static class StoredResponseRequest
{
    /// <summary>Builds the request.</summary>
    /// <param name="method">GET to read, DELETE to forget.</param>
    /// <param name="stored">Which one; its id is plain.</param>
    /// <param name="part">What of it, as in <c>/input_items</c>; empty for all.</param>
    /// <param name="query">Query of the caller, with its question mark; empty for none.</param>
    /// <param name="target">Who keeps it, with the key it was given to.</param>
    /// <returns>Null when the provider's profile keeps no responses.</returns>
    public static HttpRequestMessage? Create(HttpMethod method, StoredResponse stored, string part, string? query, UpstreamTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!stored.HasPlainId || !ProviderProfiles.TryGet(target.Provider.Profile, out var profile) || profile.ResponsesPath is not { } path)
        {
            return null;
        }

        var message = UpstreamRequest.Create(method, target, path);
        UpstreamRequest.Authorize(message, target);

        // An address of one request only: the table of endpoints must not fill with ids.
        var address = new UriBuilder(message.RequestUri!);
        address.Path += $"/{stored.Id}{part}";
        address.Query = query?.Length > 1 ? query : address.Query;
        message.RequestUri = address.Uri;
        return message;
    }
}
