namespace Catalog.Api.Credentials;

/// <summary>What is shown of a stored key: never the key.</summary>
/// <param name="SetAt">When it was set.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="LastFour">Its last four characters; empty for a key so short that they would tell too much.</param>
/// <param name="Fingerprint">Start of an HMAC of it: tells two keys apart, tells nothing of either.</param>
internal sealed record StoredKeyView(DateTimeOffset SetAt, string SetBy, string LastFour, string Fingerprint);

/// <summary>A key as REST takes it. No answer has it.</summary>
internal sealed record CredentialWrite
{
    /// <summary>The key itself.</summary>
    public string? ApiKey { get; init; }

    // A record prints its properties, and a key must never reach a log.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("ApiKey = ").Append(ApiKey is null ? "none" : "hidden");
        return true;
    }
}
