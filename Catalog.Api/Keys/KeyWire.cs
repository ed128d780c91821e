using Aspire.Catalog.V1;
using Catalog.Api.Access;
using Google.Protobuf.WellKnownTypes;
using Wire = Aspire.Catalog.V1;

namespace Catalog.Api.Keys;

/// <summary>Organisations, projects and keys in their wire form, and back.</summary>
internal static class KeyWire
{
    public static KeyRole ToWire(string role) => role == KeyRoles.Admin ? KeyRole.Admin : KeyRole.Caller;

    public static RateLimits ToWire(KeyLimits limits)
    {
        var wire = new RateLimits();
        if (limits.RequestsPerMinute is { } requests)
        {
            wire.RequestsPerMinute = requests;
        }

        if (limits.TokensPerMinute is { } tokens)
        {
            wire.TokensPerMinute = tokens;
        }

        wire.Models.AddRange((limits.Models.IsDefault ? [] : limits.Models).Select(ToWire));
        return wire;
    }

    public static Wire.Organisation ToWire(Organisations.Organisation row) => new()
    {
        Id = row.Id,
        DisplayName = row.DisplayName,
        Disabled = row.Disabled,
        Etag = AccessTable<Organisations.Organisation>.TagOf(row),
        CreateTime = row.CreatedAt.ToTimestamp(),
        UpdateTime = row.UpdatedAt.ToTimestamp(),
        DeleteTime = row.DeletedAt?.ToTimestamp(),
    };

    public static Wire.Project ToWire(Projects.Project row) => new()
    {
        Id = row.Id,
        Organisation = row.Organisation,
        DisplayName = row.DisplayName,
        Disabled = row.Disabled,
        DefaultModel = row.DefaultModel ?? "",
        Etag = AccessTable<Projects.Project>.TagOf(row),
        CreateTime = row.CreatedAt.ToTimestamp(),
        UpdateTime = row.UpdatedAt.ToTimestamp(),
        DeleteTime = row.DeletedAt?.ToTimestamp(),
    };

    public static Wire.VirtualKey ToWire(VirtualKey row) => new()
    {
        Id = row.Id,
        Project = row.Project,
        Organisation = row.Organisation,
        DisplayName = row.DisplayName,
        Role = ToWire(row.Role),
        Scope = new()
        {
            AllowedModels = { row.Scope.AllowedModels },
            AllowedProviders = { row.Scope.AllowedProviders },
            AllowedCapabilities = { row.Scope.AllowedCapabilities },
        },
        Limits = ToWire(row.Limits),
        DefaultModel = row.DefaultModel ?? "",
        Disabled = row.Disabled,
        ResponseCache = row.ResponseCache,
        ExpireTime = row.ExpiresAt?.ToTimestamp(),
        Secrets =
        {
            row.Secrets.Select(static secret => new Wire.KeySecret
            {
                Prefix = secret.Prefix,
                CreateTime = secret.CreatedAt.ToTimestamp(),
                ExpireTime = secret.ExpiresAt?.ToTimestamp(),
            }),
        },
        CreatedBy = row.CreatedBy,
        Etag = AccessTable<VirtualKey>.TagOf(row),
        CreateTime = row.CreatedAt.ToTimestamp(),
        UpdateTime = row.UpdatedAt.ToTimestamp(),
        DeleteTime = row.DeletedAt?.ToTimestamp(),
    };

    public static Organisations.Organisation ToRow(Wire.Organisation wire) => new() { Id = wire.Id, DisplayName = wire.DisplayName, Disabled = wire.Disabled };

    public static Projects.Project ToRow(Wire.Project wire) => new()
    {
        Id = wire.Id,
        Organisation = wire.Organisation,
        DisplayName = wire.DisplayName,
        Disabled = wire.Disabled,
        DefaultModel = TextOf(wire.DefaultModel),
    };

    public static VirtualKey ToRow(Wire.VirtualKey wire) => new()
    {
        Id = wire.Id,
        Project = wire.Project is "" ? "default" : wire.Project,
        DisplayName = wire.DisplayName,
        Role = wire.Role == KeyRole.Admin ? KeyRoles.Admin : KeyRoles.Caller,
        Scope = ToRow(wire.Scope),
        Limits = ToRow(wire.Limits),
        DefaultModel = TextOf(wire.DefaultModel),
        ResponseCache = wire.ResponseCache,
        Disabled = wire.Disabled,
        ExpiresAt = wire.ExpireTime?.ToDateTimeOffset(),
    };

    private static KeyScope ToRow(Wire.KeyScope? wire) => wire is null ? new() : new()
    {
        AllowedModels = [.. wire.AllowedModels],
        AllowedProviders = [.. wire.AllowedProviders],
        AllowedCapabilities = [.. wire.AllowedCapabilities],
    };

    private static KeyLimits ToRow(RateLimits? wire) => wire is null ? new() : new()
    {
        RequestsPerMinute = wire.HasRequestsPerMinute ? wire.RequestsPerMinute : null,
        TokensPerMinute = wire.HasTokensPerMinute ? wire.TokensPerMinute : null,
        Models = [.. wire.Models.Select(static row => new ModelLimit
        {
            Model = row.Model,
            RequestsPerMinute = row.HasRequestsPerMinute ? row.RequestsPerMinute : null,
            TokensPerMinute = row.HasTokensPerMinute ? row.TokensPerMinute : null,
        })],
    };

    private static ModelRateLimit ToWire(ModelLimit limit)
    {
        var wire = new ModelRateLimit { Model = limit.Model };
        if (limit.RequestsPerMinute is { } requests)
        {
            wire.RequestsPerMinute = requests;
        }

        if (limit.TokensPerMinute is { } tokens)
        {
            wire.TokensPerMinute = tokens;
        }

        return wire;
    }

    private static string? TextOf(string text) => text is "" ? null : text;
}
