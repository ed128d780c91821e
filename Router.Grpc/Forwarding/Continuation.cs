using System.Diagnostics.CodeAnalysis;
using Providers.Chat;
using Providers.OpenAi.Responses;
using Router.Grpc.Connections;
using Router.Grpc.Feeds;
using Routing.Decisions;
using Routing.Features;

namespace Router.Grpc.Forwarding;

/// <summary>A request that goes on from a response which one provider keeps: nobody else could serve it.</summary>
internal static class Continuation
{
    private const string WayOut = "Leave previous_response_id out and send the whole conversation as input to be served by others.";

    /// <summary>Keeps a request to who keeps what it goes on from: that deployment, or the model that the caller names at the same provider.</summary>
    /// <param name="stored">What it goes on from.</param>
    /// <param name="request">The request.</param>
    /// <param name="hints">What the caller says of the work.</param>
    /// <param name="state">The catalog.</param>
    /// <param name="defaults">What a missing model stands for.</param>
    /// <param name="bounds">What the decision must keep to.</param>
    /// <param name="error">Why nobody can go on.</param>
    public static bool TryBind(
        StoredResponse stored, ChatRequest request, RoutingHints hints, FeedState state, in DefaultModels defaults,
        [NotNullWhen(true)] out Bounds? bounds, [NotNullWhen(false)] out RoutingError? error)
    {
        var provider = stored.Deployment.Provider;
        if (state.Index.Deployment(stored.Deployment) is null || state.Index.Provider(provider) is not { } known || !ResponseProviders.Profiles.Contains(known.Profile))
        {
            bounds = null;
            error = new(
                RoutingErrorKind.UnknownResponse,
                $"The response that this one goes on from was given by {stored.Deployment}, which is not served here as a provider that keeps responses. {WayOut}");
            return false;
        }

        if (IsKeyGone(stored, state))
        {
            bounds = null;
            error = new(RoutingErrorKind.UnknownResponse, $"{GoneKey(stored)} {WayOut}");
            return false;
        }

        var allowed = hints.Requirements.AllowedProviders;
        bounds = new(
            RoutingPipeline.NamesModel(state.Index, request.Model, defaults) ? request.Model : stored.Deployment.ToString(),
            allowed.IsEmpty || allowed.Contains(provider) ? hints with { Requirements = hints.Requirements with { AllowedProviders = [provider] } } : hints,
            ResponseProviders.Profiles);
        error = null;
        return true;
    }

    /// <summary>Whether the account that keeps a response is out of reach: its key is not held any more.</summary>
    public static bool IsKeyGone(StoredResponse stored, FeedState state) =>
        stored.Credential is not null && state.Connections.TryGetValue(stored.Deployment.Provider, out var connection) && connection.State.Credentials.Find(stored) is null;

    /// <summary>The same in words.</summary>
    public static string GoneKey(StoredResponse stored) =>
        $"The response was given to a key of {stored.Deployment.Provider} that this router does not hold any more, and is kept in that key's account.";

    /// <summary>The key that a request must go with; null when any will do.</summary>
    public static Credential? KeyOf(ChatRequest request, ProviderConnection connection) =>
        request.Continues is { Credential: not null } stored ? connection.State.Credentials.Find(stored) : null;

    /// <summary>Why nobody else is tried, for the caller to read; null when the request goes on from nothing that is kept.</summary>
    public static string? Withheld(ChatRequest request) =>
        request.Continues is { } stored ? $"{stored.Deployment.Provider} alone keeps the response that this one goes on from. {WayOut}" : null;

    /// <summary>What a decision must keep to.</summary>
    /// <param name="Selector">What to route to.</param>
    /// <param name="Hints">What is said of the work, with the provider.</param>
    /// <param name="Profiles">Who can go on from a response.</param>
    internal sealed record Bounds(string? Selector, RoutingHints Hints, NameSet Profiles);
}
