namespace Catalog.Api.Settings;

/// <summary>What operators set for routing as a whole. What is left out stays as it is.</summary>
internal sealed record SettingsView
{
    /// <summary>What the router may choose from by itself: a view, or <c>model_registry</c> for everything.</summary>
    public string? ActiveTableName { get; init; }

    /// <summary>What a missing or <c>default</c> model stands for; an empty text leaves it to the router.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Share of the agent score in the complexity, from 0 to 1.</summary>
    public decimal? AgentShare { get; init; }

    /// <summary>Share of the creation score in the agent score, from 0 to 1.</summary>
    public decimal? CreationShare { get; init; }

    /// <summary>Below this complexity, 0 to 10, the fast tier serves.</summary>
    public decimal? BalancedFrom { get; init; }

    /// <summary>Above this complexity, 0 to 10, the powerful tier serves.</summary>
    public decimal? PowerfulAbove { get; init; }

    /// <summary>
    /// How the measures of a step become its score, by name: prompt_length, data_size, condition_count, context_depth, reasoning and
    /// difficulty. What is left out, of a measure too, stays as it is.
    /// </summary>
    public IReadOnlyDictionary<string, MeasureView>? StepScore { get; init; }

    /// <summary>Whether models without a price may serve: <c>without_budget</c> (where no hard budget applies), <c>allowed</c> or <c>refused</c>.</summary>
    public string? Unpriced { get; init; }

    /// <summary>Answers only: what the operator should know, such as a name that was translated.</summary>
    public IReadOnlyList<string>? Notices { get; init; }
}
