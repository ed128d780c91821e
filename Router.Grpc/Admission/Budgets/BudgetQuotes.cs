using Providers;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>What each candidate of a call may cost at most.</summary>
internal static class BudgetQuotes
{
    public static Quote Of(ChatCall call, Candidate candidate)
    {
        var facts = call.Request.Facts;
        var input = InputBound.Of(
            new PromptSizes(facts.PromptCharacters, facts.PromptBytes, facts.ToolBytes, facts.MessageCount, facts.ImageCount),
            Math.Max(call.Request.Body.Length, call.Request.Original.Length),
            facts.ToolCount,
            facts.HasFiles || facts.HasAudio || call.Request.Continues is not null || !call.Request.OnlyOriginal.IsEmpty,
            severalPrompts: call.Features.RequiredCapabilities.HasFlag(Capabilities.Embeddings));
        var answer = AnswerBound.Of(call.Features, call.Decision.AppliedParameters?.MaxTokens, candidate.Deployment);
        return Quote.Of(candidate.Deployment, input, TakesLimit(candidate) ? answer : answer with { MayShrink = false }, call.Time);
    }

    public static Quote[] Of(ChatCall call)
    {
        var quotes = new Quote[call.Candidates.Length];
        for (var i = 0; i < quotes.Length; i++)
        {
            quotes[i] = Of(call, call.Candidates[i]);
        }

        return quotes;
    }

    // A limit that the model refuses is not sent, and so bounds nothing.
    private static bool TakesLimit(Candidate candidate) =>
        !ProviderProfiles.TryGet(candidate.Provider.Profile, out var profile)
        || !candidate.Deployment.UnsupportedParameters.Contains(profile.MaxTokensField);
}
