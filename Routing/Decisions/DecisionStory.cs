using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>What is learned on the way to a decision, and why, in words.</summary>
internal sealed class DecisionStory
{
    public DecisionStory(Selection selection)
    {
        if (selection.Reason is { } reason)
        {
            Reasons.Add(reason);
        }
    }

    public Tier? Tier { get; set; }

    public Complexity? Complexity { get; set; }

    public List<string> Reasons { get; } = [];

    /// <summary>Says when the place that was named cannot serve and another one does.</summary>
    public void NoteReplacement(CandidateList list, Selection.OneModel model)
    {
        var named = model.Deployments[0].Id;
        if (!list.IsEmpty && list.First.Deployment.Id != named)
        {
            Reasons.Add($"{list.First.Deployment.Id} serves the same model as {named}");
        }
    }

    /// <summary>Repeats, among the reasons, what stood before the primary and could not serve.</summary>
    public void NoteExclusions(CandidateList list)
    {
        foreach (var exclusion in list.Exclusions.AsSpan(0, list.PassedOver))
        {
            Reasons.Add($"{exclusion.Deployment} passed over: {exclusion.Detail}");
        }
    }
}
