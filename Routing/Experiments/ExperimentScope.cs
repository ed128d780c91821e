using System.Collections.Immutable;

namespace Routing.Experiments;

/// <summary>Whom an experiment covers.</summary>
public sealed record ExperimentScope
{
    /// <summary>Every request that leaves the choice to the router.</summary>
    public static readonly ExperimentScope Open = new();

    /// <summary>What must have been asked for, by name or by default: selectors as callers write them. Empty means <c>auto</c>, so that a model that was named is replaced only where it stands here.</summary>
    public ImmutableArray<string> Selectors { get; init; } = [];

    /// <summary>Ids of the virtual keys; empty means all, and callers without one.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    /// <summary>Ids of the projects; empty means all, and callers without one.</summary>
    public ImmutableArray<string> Projects { get; init; } = [];

    /// <summary>Whether a request is covered.</summary>
    /// <param name="asked">The name that was asked for, or that a default put in its place.</param>
    /// <param name="who">Who asks.</param>
    internal bool Covers(string asked, in Participant who) =>
        Asks(asked) && Has(Keys, who.KeyId) && Has(Projects, who.ProjectId);

    private bool Asks(string asked)
    {
        if (Selectors.IsEmpty)
        {
            return Same(Decisions.Selectors.Auto, asked);
        }

        foreach (var selector in Selectors)
        {
            if (Same(selector, asked))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        WithoutPrefix(left).Equals(WithoutPrefix(right), StringComparison.OrdinalIgnoreCase);

    // The bare name of a tier means the same.
    private static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> selector) =>
        selector.StartsWith(Decisions.Selectors.TierPrefix, StringComparison.OrdinalIgnoreCase) ? selector[Decisions.Selectors.TierPrefix.Length..] : selector;

    private static bool Has(ImmutableArray<string> ids, string? id) => ids.IsEmpty || (id is not null && ids.Contains(id, StringComparer.OrdinalIgnoreCase));
}
