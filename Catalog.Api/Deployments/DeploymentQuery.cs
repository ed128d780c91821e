using Catalog.Api.Filters;
using Catalog.Api.Rest;
using Microsoft.AspNetCore.Mvc;

namespace Catalog.Api.Deployments;

/// <summary>What a list of deployments is narrowed by.</summary>
internal sealed record DeploymentQuery
{
    /// <summary>Only this provider.</summary>
    [FromQuery(Name = "provider")]
    public string? Provider { get; init; }

    /// <summary>Only those with every capability given.</summary>
    [FromQuery(Name = "capability")]
    public string[]? Capability { get; init; }

    /// <summary>Only this lifecycle.</summary>
    [FromQuery(Name = "lifecycle")]
    public string? Lifecycle { get; init; }

    /// <summary>Only this origin.</summary>
    [FromQuery(Name = "origin")]
    public string? Origin { get; init; }

    /// <summary>Only free ones, or only others.</summary>
    [FromQuery(Name = "free")]
    public bool? Free { get; init; }

    /// <summary>Only those whose names contain this text.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>A filter such as <c>capability = vision and input_price &lt; 1</c>.</summary>
    [FromQuery(Name = "filter")]
    public string? Filter { get; init; }

    /// <summary>Most rows to return; 100 when not given, at most 1,000.</summary>
    [FromQuery(Name = "page_size")]
    public int? PageSize { get; init; }

    /// <summary>The next_page_token of the page before.</summary>
    [FromQuery(Name = "page_token")]
    public string? PageToken { get; init; }

    public List<FilterCondition> Conditions(Faults faults)
    {
        var conditions = FilterParser.Parse(Filter ?? "", faults);
        Add("provider", "=", Provider);
        Add("lifecycle", "=", Lifecycle);
        Add("origin", "=", Origin);
        Add("free", "=", Free?.ToString());
        foreach (var word in (Search ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Add("search", "~", word);
        }

        foreach (var capability in Capability ?? [])
        {
            Add("capability", "=", capability);
        }

        return conditions;

        void Add(string field, string comparison, string? value)
        {
            if (value?.Contains('\0', StringComparison.Ordinal) == true)
            {
                faults.Add(field, "contains the character U+0000");
            }
            else if (value is not null && FilterParser.Read(field, comparison, value, faults, field) is { } condition)
            {
                conditions.Add(condition);
            }
        }
    }
}
