using Providers;
using Providers.Chat;
using Providers.Embeddings;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Router.Grpc.Embeddings;

/// <summary>What a decision learns of a request for embeddings.</summary>
internal static class EmbeddingFeatures
{
    private static readonly NameSet ForTexts = Profiles(static profile => profile.EmbeddingsPath is not null);
    private static readonly NameSet ForTokens = Profiles(static profile => profile.EmbedsTokens);

    /// <summary>Each input has the model's window to itself, so the longest one must fit; all of them cost.</summary>
    public static RequestFeatures Of(EmbeddingRequest request) => new()
    {
        EstimatedInputTokens = TokenEstimator.InputTokens(request.Longest),
        InputMillis = AllInputs(request),
        MaxOutputTokens = 0,
        RequiredCapabilities = Capabilities.Embeddings,
        PromptCharacters = request.Longest.PromptCharacters,
        PromptBytes = request.Longest.PromptBytes,
        Modalities = Modalities.Text,
    };

    /// <summary>Profiles whose API has embeddings of what the request sends.</summary>
    public static NameSet Profiles(EmbeddingRequest request) => request.HasTokens ? ForTokens : ForTexts;

    private static long AllInputs(EmbeddingRequest request)
    {
        // Of texts that are all empty each is as long as the longest.
        var longest = request.Longest.PromptBytes;
        return longest == 0 ? 1000L * request.Count : ((1000L * request.Facts.PromptBytes) + longest - 1) / longest;
    }

    private static NameSet Profiles(Func<ProviderProfile, bool> which) => new(ProviderProfiles.All.Where(which).Select(static profile => profile.Name));
}
