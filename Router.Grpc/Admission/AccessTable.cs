using System.Collections.Frozen;
using Aspire.Catalog.V1;
using Router.Grpc.Admission.Quotas;
using Routing.Catalog;
using Routing.Decisions;
using KeyScope = Routing.Decisions.KeyScope;
using KeySecret = ServiceDefaults.VirtualKeys.KeySecret;
using WireScope = Aspire.Catalog.V1.KeyScope;

namespace Router.Grpc.Admission;

/// <summary>Every key there is, by the hash of its secrets. Immutable: readers take it without a lock.</summary>
internal sealed class AccessTable
{
    private readonly byte[] _pepper;
    private readonly FrozenDictionary<KeyHash, HeldKey> _keys;

    private AccessTable(byte[] pepper, FrozenDictionary<KeyHash, HeldKey> keys) => (_pepper, _keys) = (pepper, keys);

    public static AccessTable Of(AccessRows rows)
    {
        var keys = new Dictionary<KeyHash, HeldKey>();
        foreach (var key in rows.Keys)
        {
            // A key whose project has not come yet cannot be said to be enabled.
            if (rows.Project(key.Project) is not { } project || rows.Organisation(project.Organisation) is not { } organisation)
            {
                continue;
            }

            var caller = CallerOf(key, project);
            var disabled = key.Disabled || project.Disabled || organisation.Disabled;
            foreach (var secret in key.Secrets.Where(static secret => secret.Hash.Length == KeySecret.HashSize))
            {
                keys[new(secret.Hash.Span)] = new(caller, disabled, Earlier(Moment(key.ExpireTime), Moment(secret.ExpireTime)));
            }
        }

        return new(rows.Pepper, keys.ToFrozenDictionary());
    }

    /// <summary>How many secrets are known.</summary>
    public int Count => _keys.Count;

    /// <returns>Null when nobody has this secret.</returns>
    public HeldKey? Find(ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[KeySecret.HashSize];
        return KeySecret.TryHash(_pepper, secret, hash) ? _keys.GetValueOrDefault(new(hash)) : null;
    }

    private static Caller CallerOf(AccessKey key, AccessProject project) => new()
    {
        KeyId = key.Id,
        ProjectId = project.Id,
        OrganisationId = project.Organisation,
        IsAdmin = key.Role == KeyRole.Admin,
        Scope = ScopeOf(key.Scope),
        KeyDefaultModel = key.DefaultModel is "" ? null : key.DefaultModel,
        ProjectDefaultModel = project.DefaultModel is "" ? null : project.DefaultModel,
        Limits = QuotaLimit.Of(key.Id, key.Limits),
        ResponseCache = key.ResponseCache,
    };

    private static KeyScope? ScopeOf(WireScope? scope) =>
        scope is null || scope.AllowedModels.Count + scope.AllowedProviders.Count + scope.AllowedCapabilities.Count == 0 ? null : new()
        {
            AllowedModels = new NameSet(scope.AllowedModels),
            AllowedProviders = new NameSet(scope.AllowedProviders),
            AllowedCapabilities = scope.AllowedCapabilities.Count == 0 ? null : CapabilityNames.ParseKnown(scope.AllowedCapabilities),
        };

    private static DateTimeOffset Moment(Google.Protobuf.WellKnownTypes.Timestamp? moment) => moment?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
