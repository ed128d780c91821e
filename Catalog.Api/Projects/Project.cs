using Catalog.Api.Access;

namespace Catalog.Api.Projects;

/// <summary>One application of an organisation: a row of <c>projects</c>, and how REST shows it.</summary>
internal sealed record Project : IAccessRow
{
    public required string Id { get; init; }

    public required string Organisation { get; init; }

    public string DisplayName { get; init; } = "";

    public bool Disabled { get; init; }

    public string? DefaultModel { get; init; }

    public int Version { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
}

/// <summary>A project as REST takes it: a write replaces all of it but its organisation, which stays.</summary>
internal sealed record ProjectWrite
{
    /// <summary>The organisation; may be left out once the project is there.</summary>
    public string? Organisation { get; init; }

    /// <summary>For people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether all its keys are refused.</summary>
    public bool? Disabled { get; init; }

    /// <summary>What a missing model stands for, unless the key says otherwise.</summary>
    public string? DefaultModel { get; init; }

    public Project ToRow(string id, string? organisation = null) => new()
    {
        Id = id,
        Organisation = Organisation ?? organisation ?? "",
        DisplayName = DisplayName ?? "",
        Disabled = Disabled ?? false,
        DefaultModel = string.IsNullOrWhiteSpace(DefaultModel) ? null : DefaultModel,
    };
}
