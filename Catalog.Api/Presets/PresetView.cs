using System.Collections.Immutable;

namespace Catalog.Api.Presets;

/// <summary>A preset as REST takes and shows it. A write replaces the whole preset.</summary>
internal sealed record PresetView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The selector it stands for, never another preset; <c>auto</c> when not given.</summary>
    public string? Selector { get; init; }

    /// <summary>The ranking policy; when not given, the request's or the default one.</summary>
    public string? Policy { get; init; }

    /// <summary>Filled in where a request says nothing.</summary>
    public PresetParameters? Parameters { get; init; }

    /// <summary>What a deployment must fulfil.</summary>
    public PresetRequirements? Requirements { get; init; }

    /// <summary>Answers only.</summary>
    public ImmutableArray<string>? Edited { get; init; }

    public PresetRow ToRow(string name) => new()
    {
        Name = name,
        Description = Description ?? "",
        Selector = string.IsNullOrWhiteSpace(Selector) ? null : Selector,
        Policy = string.IsNullOrWhiteSpace(Policy) ? null : Policy,
        Parameters = Parameters ?? new(),
        Requirements = Requirements ?? new(),
        Edited = ["selector"],
    };

    public static PresetView Of(PresetRow row) => new()
    {
        Name = row.Name,
        Description = row.Description,
        Selector = row.Selector,
        Policy = row.Policy,
        Parameters = row.Parameters,
        Requirements = row.Requirements,
        Edited = row.Edited,
    };
}

/// <summary>A preset as it was from a revision on; null when it was removed.</summary>
internal sealed record PresetVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, PresetView? Preset);
