namespace Catalog.Api.Keys;

/// <summary>A key as REST takes it: a write replaces all of it but project and role, which stay.</summary>
internal sealed record KeyWrite
{
    /// <summary>The project; <c>default</c> when not given. Cannot be changed.</summary>
    public string? Project { get; init; }

    /// <summary>For people.</summary>
    public string? DisplayName { get; init; }

    /// <summary><c>caller</c> (when not given) or <c>admin</c>. Cannot be changed.</summary>
    public string? Role { get; init; }

    /// <summary>What requests may reach; everything when not given.</summary>
    public KeyScope? Scope { get; init; }

    /// <summary>How much in a minute; no limit when not given.</summary>
    public KeyLimits? Limits { get; init; }

    /// <summary>What a missing model stands for; what the project says when not given.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Whether answers may be kept and given again to the same request.</summary>
    public bool? ResponseCache { get; init; }

    /// <summary>Whether it is refused.</summary>
    public bool? Disabled { get; init; }

    /// <summary>From when on it is refused; never when not given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public VirtualKey ToRow(VirtualKey? before = null) => new()
    {
        Id = before?.Id ?? "",
        Project = Project ?? before?.Project ?? "default",
        DisplayName = DisplayName ?? "",
        Role = Role ?? before?.Role ?? KeyRoles.Caller,
        Scope = Scope ?? new(),
        Limits = Limits ?? new(),
        DefaultModel = string.IsNullOrWhiteSpace(DefaultModel) ? null : DefaultModel,
        ResponseCache = ResponseCache ?? false,
        Disabled = Disabled ?? false,
        ExpiresAt = ExpiresAt?.ToUniversalTime(),
    };
}

/// <summary>Asks for a new secret.</summary>
internal sealed record KeyRotation
{
    /// <summary>How long the old secret stays valid, in seconds; a day when not given, 0 ends it at once.</summary>
    public long? OverlapSeconds { get; init; }
}

/// <summary>A key with its secret, which no other answer has.</summary>
internal sealed record NewKeyView(VirtualKey Key, string Secret)
{
    // A record prints its properties, and a secret must never reach a log.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Key = ").Append(Key.Id).Append(", Secret = hidden");
        return true;
    }
}
