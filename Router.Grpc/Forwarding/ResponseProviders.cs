using Providers;
using Providers.Chat;
using Routing.Decisions;

namespace Router.Grpc.Forwarding;

/// <summary>Who speaks OpenAI's Responses, and alone can serve a request that no chat could say.</summary>
internal static class ResponseProviders
{
    /// <summary>Profiles of providers that speak the format.</summary>
    public static NameSet Profiles { get; } =
        new(ProviderProfiles.All.Where(static profile => profile.ResponsesPath is not null).Select(static profile => profile.Name));

    /// <summary>Why nobody else may serve a request, for the caller to read; null when they may.</summary>
    public static string? Withheld(ChatRequest request) =>
        request.OnlyOriginal.IsEmpty
        ? null
        : $"Only providers that speak OpenAI's Responses themselves can be asked for {string.Join(", ", request.OnlyOriginal)}.";
}
