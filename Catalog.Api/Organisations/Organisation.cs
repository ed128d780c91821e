using Catalog.Api.Access;

namespace Catalog.Api.Organisations;

/// <summary>Who pays: a row of <c>organisations</c>, and how REST shows it.</summary>
internal sealed record Organisation : IAccessRow
{
    public required string Id { get; init; }

    public string DisplayName { get; init; } = "";

    public bool Disabled { get; init; }

    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>An organisation as REST takes it: a write replaces all of it.</summary>
internal sealed record OrganisationWrite
{
    /// <summary>For people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether the keys of all its projects are refused.</summary>
    public bool? Disabled { get; init; }

    public Organisation ToRow(string id) => new() { Id = id, DisplayName = DisplayName ?? "", Disabled = Disabled ?? false };
}
