using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>Why a model was not selected, in one sentence and in data.</summary>
public sealed record WhyNot
{
    /// <summary>The decision that was looked at; null where whoever asks has given it no id.</summary>
    public string? DecisionId { get; init; }

    /// <summary>The answer.</summary>
    public required string Sentence { get; init; }

    /// <summary>What was asked about, as asked; where nothing was, the model that would have been preferred.</summary>
    public required string Asked { get; init; }

    /// <summary>What was selected; null when the request was refused.</summary>
    public DeploymentId? Selected { get; init; }

    /// <summary>Where each deployment of the model stands, best first.</summary>
    public ImmutableArray<Standing> Standings { get; init; } = [];

    /// <summary>The nearest change after which it would have been selected; null when no single change of the known kinds does that.</summary>
    public Flip? Flip { get; init; }

    /// <summary>Looks at a decision again with a model in mind.</summary>
    /// <param name="input">What decided.</param>
    /// <param name="model">Anything that can be asked for; null or empty for the preferred model of the family, else of the tier.</param>
    public static WhyNot Of(DecisionInput input, string? model)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = new Situation(input);
        var preferred = string.IsNullOrWhiteSpace(model);
        var asked = preferred ? Preference.Of(now) : model!;
        if (asked is null)
        {
            return new() { Asked = "", Selected = now.Served, Sentence = WhyNotSentence.NoPreference(now) };
        }

        var deployments = Preference.Deployments(input.Index, asked);
        if (deployments.IsEmpty)
        {
            return new() { Asked = asked, Selected = now.Served, Sentence = WhyNotSentence.Unknown(input.Index, asked) };
        }

        // The nearest to being selected speaks for the model.
        ImmutableArray<Standing> standings =
            [.. deployments.Select(id => Explaining.Standings.Of(now, id)).OrderBy(static row => row.Kind).ThenBy(static row => row.Place)];
        var flip = standings[0].Kind is StandingKind.Selected ? null : Counterfactual.Nearest(input, deployments);
        return new()
        {
            Asked = asked,
            Selected = now.Served,
            Standings = standings,
            Flip = flip,
            Sentence = WhyNotSentence.Of(now, standings[0], flip, preferred),
        };
    }
}
