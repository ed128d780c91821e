using Catalog.Api.Rest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Catalog.Api.Providers;

/// <summary>How a refused edit of a provider leaves over REST.</summary>
internal static class ProviderProblems
{
    public static ProblemHttpResult Unknown(string id) =>
        Problems.NotFound($"There is no provider '{id}'. GET /api/v1/providers lists those there are.");

    public static ProblemHttpResult Of(string id, ProviderOutcome outcome) => outcome switch
    {
        ProviderOutcome.Invalid(var faults) => Problems.Invalid(faults),
        ProviderOutcome.Changed(var tag) => Problems.Changed(tag),
        ProviderOutcome.InUse(var by) => Problems.Conflict(InUse(id, by)),
        ProviderOutcome.Exists => Problems.Conflict($"There is a provider '{id}' already."),
        _ => Unknown(id),
    };

    public static string InUse(string id, IReadOnlyList<string> by) =>
        $"Models of {id} are still used by {string.Join(", ", by)}. Change these first; to take it out of service meanwhile, set enabled to false.";
}
