using System.Collections.Immutable;
using Catalog.Api.Access;

namespace Catalog.Api.Keys;

/// <summary>What a caller presents to a router, without the secret: a row of <c>virtual_keys</c>, and how REST shows it.</summary>
internal sealed record VirtualKey : IAccessRow
{
    public string Id { get; init; } = "";

    public required string Project { get; init; }

    /// <summary>Of the project.</summary>
    public string Organisation { get; init; } = "";

    public string DisplayName { get; init; } = "";

    /// <summary><c>caller</c> or <c>admin</c>.</summary>
    public string Role { get; init; } = KeyRoles.Caller;

    public KeyScope Scope { get; init; } = new();

    public KeyLimits Limits { get; init; } = new();

    public string? DefaultModel { get; init; }

    public bool ResponseCache { get; init; }

    public bool Disabled { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Those still valid, newest first.</summary>
    public ImmutableArray<KeySecretView> Secrets { get; init; } = [];

    public string CreatedBy { get; init; } = "";

    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>What a key may do.</summary>
internal static class KeyRoles
{
    public const string Caller = "caller";
    public const string Admin = "admin";
}

/// <summary>What requests with a key may reach. A list that is empty restricts nothing.</summary>
internal sealed record KeyScope
{
    /// <summary><c>provider/model</c>, a canonical model, or a provider's own name for one.</summary>
    public ImmutableArray<string> AllowedModels { get; init; } = [];

    public ImmutableArray<string> AllowedProviders { get; init; } = [];

    /// <summary>Beside plain and streamed text.</summary>
    public ImmutableArray<string> AllowedCapabilities { get; init; } = [];
}

/// <summary>How much is let through in a minute; null is no limit.</summary>
internal sealed record KeyLimits
{
    public long? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }

    /// <summary>Further limits for single models.</summary>
    public ImmutableArray<ModelLimit> Models { get; init; } = [];
}

/// <summary>How much of one model is let through in a minute; null is no limit.</summary>
internal sealed record ModelLimit
{
    /// <summary>As <see cref="KeyScope.AllowedModels"/> names one.</summary>
    public required string Model { get; init; }

    public long? RequestsPerMinute { get; init; }

    public long? TokensPerMinute { get; init; }
}

/// <summary>What may be shown of a secret.</summary>
/// <param name="Prefix">How it begins.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused; null means never.</param>
internal sealed record KeySecretView(string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt);
