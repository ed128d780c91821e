using System.Collections.Immutable;
using System.Text.Json;

namespace Catalog.Api.Models;

/// <summary>A canonical model as REST takes and shows it. What is left out on write stays as it is, or has its default in a new one.</summary>
internal sealed record ModelView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>The line of models it belongs to; an empty text when it stands alone.</summary>
    public string? Family { get; init; }

    /// <summary>Such as <c>chat</c>, <c>tools</c>, <c>vision</c>.</summary>
    public ImmutableArray<string>? Capabilities { get; init; }

    /// <summary>Largest prompt plus answer in tokens; 0 when unknown.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Longest answer in tokens; 0 when unknown.</summary>
    public int? MaxOutputTokens { get; init; }

    public DateOnly? Released { get; init; }

    /// <summary>Answers only: published figures, each with its date and source.</summary>
    public JsonElement? Benchmarks { get; init; }

    /// <summary>Answers only: <c>curated</c> or <c>manual</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Answers only: not empty once somebody edited it; no import overwrites it then.</summary>
    public ImmutableArray<string>? Edited { get; init; }
}
