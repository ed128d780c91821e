using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>Puts an answer into one sentence.</summary>
internal static class WhyNotSentence
{
    public static string Of(Situation now, Standing standing, Flip? flip, bool preferred)
    {
        var name = preferred ? $"{standing.Deployment}, the preferred model," : standing.Deployment.ToString();
        return standing.Kind is StandingKind.Selected
            ? $"{name} was selected{How(now.Decision!)}."
            : $"{Selected(now)}{name} {standing.Detail}{Remedy(standing, flip)}.";
    }

    public static string NoPreference(Situation now) => now.Decision is { } decision
        ? $"{decision.Primary.Deployment.Id} was selected{How(decision)}; no order of preference names another model."
        : "Nothing could serve the request.";

    public static string Unknown(CatalogIndex index, string model) => SelectorErrors.UnknownModel(index, model).Message;

    private static string Selected(Situation now) => now.Decision is { } decision
        ? $"{decision.Primary.Deployment.Id} was selected{How(decision)}; "
        : "Nothing could serve the request; ";

    private static string How(Decision decision) => decision.Experiment is { } part
        ? $"{Led(decision)} (in variant {part.Variant} of experiment {part.Experiment}{(part.SetAside ? ", which could not serve" : "")})"
        : Led(decision);

    private static string Led(Decision decision) => decision.ResolvedBy switch
    {
        ResolvedBy.Experiment => $" because an experiment asked for {decision.Experiment!.Selector} in place of {decision.Selector}",
        ResolvedBy.Explicit => " because the request named it",
        ResolvedBy.Alias => $" because the request named {decision.Selector}, which stands for it",
        ResolvedBy.KeyDefault => " because no model was named and it is the key's default",
        ResolvedBy.ProjectDefault => " because no model was named and it is the project's default",
        ResolvedBy.DefaultModel => " because no model was named and it is the default",
        ResolvedBy.Family => " as the first usable model of the family",
        ResolvedBy.Tier or ResolvedBy.Auto when decision.Primary.Role is CandidateRole.Primary && decision.Tier is { } tier => $" as the first usable entry of {tier}",
        _ => "",
    };

    private static string Remedy(Standing standing, Flip? flip) =>
        flip is { WouldServe: { } served } && served == standing.Deployment && !standing.Detail.Contains(flip.Condition, StringComparison.Ordinal)
            ? $"; {flip.Condition} it would have been"
            : "";
}
