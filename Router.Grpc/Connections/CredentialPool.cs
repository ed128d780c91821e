using System.Collections.Immutable;
using Providers.Failures;
using Providers.OpenAi.Responses;
using Router.Grpc.Settings;

namespace Router.Grpc.Connections;

/// <summary>
/// A provider's keys. The first that is not resting is used, for prompt caches are often a key's own; where all rest, the one whose
/// rest ends first, since a call that may fail is better than none.
/// </summary>
internal sealed class CredentialPool(ConnectionSettings settings, TimeProvider time)
{
    private ImmutableArray<Credential> _credentials = [];

    /// <summary>All of them, in the order in which they are configured.</summary>
    public ImmutableArray<Credential> All => _credentials;

    /// <summary>Takes these keys in place of those so far; a key that was known keeps its state.</summary>
    public void Hold(ImmutableArray<string> keys)
    {
        var known = _credentials;
        ImmutableInterlocked.InterlockedExchange(
            ref _credentials,
            [.. keys.Select(key => known.FirstOrDefault(credential => credential.Key == key) ?? new Credential(key))]);
    }

    /// <summary>The key for the next call; null when there is none at all.</summary>
    public Credential? Pick()
    {
        var credentials = _credentials;
        if (credentials.Length <= 1)
        {
            return credentials is [var only] ? only : null;
        }

        var now = time.GetUtcNow();
        var best = credentials[0];
        foreach (var credential in credentials)
        {
            if (credential.IsFree(now))
            {
                return credential;
            }

            best = credential.RestsUntil < best.RestsUntil ? credential : best;
        }

        return best;
    }

    /// <summary>The key whose account keeps a response; null when it is not held any more.</summary>
    public Credential? Find(StoredResponse stored) => _credentials.FirstOrDefault(credential => credential.Mark == stored.Credential);

    /// <summary>Takes note of a failure: a refused key is quarantined, one whose rate or quota is used up rests.</summary>
    /// <returns>Whether another key is free, so that the failure says nothing of the provider.</returns>
    public bool Failed(Credential? used, UpstreamFailure failure)
    {
        TimeSpan? rest = failure.Kind switch
        {
            FailureKind.Credential => settings.Quarantine,
            FailureKind.QuotaExceeded => failure.RetryAfter ?? settings.Quarantine,
            FailureKind.RateLimited => failure.RetryAfter ?? settings.Rest,
            _ => null,
        };
        if (used is null || rest is not { } wait)
        {
            return false;
        }

        var now = time.GetUtcNow();
        used.Rest(now + wait, failure);
        return _credentials.Any(credential => credential != used && credential.IsFree(now));
    }

    /// <summary>Whether the provider has refused every key lately, so that whoever else can serve had better.</summary>
    public bool IsRefused()
    {
        var credentials = _credentials;
        if (credentials is [] or [{ RestsUntil: 0 }, ..])
        {
            return false;
        }

        var now = time.GetUtcNow();
        return credentials.All(credential => credential.ServesNothing && !credential.IsFree(now));
    }
}
