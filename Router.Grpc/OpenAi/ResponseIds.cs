using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Providers.OpenAi.Responses;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using ServiceDefaults.ControlPlane;

namespace Router.Grpc.OpenAi;

/// <summary>
/// The ids of kept responses as callers know them. For a caller with a virtual key the id is sealed to the key's project: any other
/// caller can neither read nor change it, so that whatever else he presents is an id that nobody has given out. No router remembers any;
/// those of one stack open each other's, by the service key. Without keys an id is as <see cref="StoredResponse"/> has it.
/// </summary>
internal sealed class ResponseIds(ServiceKey serviceKey)
{
    private const string Prefix = "resp_";
    private const int SealBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // So that a service key that somebody made up is not found by trying many against an id.
    private const int Rounds = 100_000;

    // Longer than a provider's own id and a deployment's name.
    private const int LongestId = 4_096;

    // Nobody's: what comes from the cache was kept for another request.
    private const string Nobody = "\0";

    private readonly Lazy<byte[]> _keys = new(() => KeysOf(serviceKey.Value));

    /// <summary>The ids under which who asked for an attempt is to know what it brought and what that goes on from.</summary>
    public ResponseNames NamesFor(Attempt attempt)
    {
        var place = new StoredResponse("", attempt.Candidate.Deployment.Id, attempt.Credential?.Mark);
        return new(id => Of(place with { Id = id }, attempt), attempt.Call.Request.ContinuesAs);
    }

    private string Of(StoredResponse stored, Attempt attempt) =>
        attempt.Call.Caller.Tenant is { } tenant ? Seal(stored.ToString(), attempt.IsReplay ? Nobody : tenant) : stored.ToString();

    /// <summary>The id under which a caller is to know a response.</summary>
    public string Of(StoredResponse stored, Caller caller) => caller.Tenant is { } tenant ? Seal(stored.ToString(), tenant) : stored.ToString();

    /// <summary>The response that a caller means by an id; null when it was not given to him, or to nobody.</summary>
    public StoredResponse? Find(string? id, Caller caller) =>
        StoredResponse.TryParse(caller.Tenant is { } tenant ? Open(id, tenant) : id, out var stored) ? stored : null;

    private ReadOnlySpan<byte> SealKey => _keys.Value.AsSpan(0, SealBytes);

    private ReadOnlySpan<byte> NonceKey => _keys.Value.AsSpan(SealBytes);

    private string Seal(string id, string tenant)
    {
        var (text, owner) = (Encoding.UTF8.GetBytes(id), Encoding.UTF8.GetBytes(tenant));
        var bytes = new byte[NonceBytes + text.Length + TagBytes];
        var nonce = bytes.AsSpan(0, NonceBytes);

        // Of what is sealed, so that a response has one id however often it is told, and no two have the same nonce.
        HMACSHA256.HashData(NonceKey, [.. owner, 0, .. text]).AsSpan(0, NonceBytes).CopyTo(nonce);
        using var cipher = new AesGcm(SealKey, TagBytes);
        cipher.Encrypt(nonce, text, bytes.AsSpan(NonceBytes, text.Length), bytes.AsSpan(NonceBytes + text.Length), owner);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    private string? Open(string? id, string tenant)
    {
        if (id is not { Length: <= LongestId } || !id.StartsWith(Prefix, StringComparison.Ordinal) || !Base64Url.IsValid(id.AsSpan(Prefix.Length)))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(id.AsSpan(Prefix.Length));
        // What reads the same and is written otherwise is not what was handed out.
        if (bytes.Length <= NonceBytes + TagBytes || Base64Url.EncodeToString(bytes) != id[Prefix.Length..])
        {
            return null;
        }

        var text = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(SealKey, TagBytes);
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, text.Length), bytes.AsSpan(NonceBytes + text.Length), text, Encoding.UTF8.GetBytes(tenant));
            return Encoding.UTF8.GetString(text);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // Without a service key there is no secret that routers share, and an id lasts as long as this process.
    private static byte[] KeysOf(string? serviceKey) => Rfc2898DeriveBytes.Pbkdf2(
        serviceKey is null ? RandomNumberGenerator.GetBytes(SealBytes) : Encoding.UTF8.GetBytes(serviceKey),
        "aspire-routing ids of kept responses"u8,
        Rounds,
        HashAlgorithmName.SHA256,
        2 * SealBytes);
}
