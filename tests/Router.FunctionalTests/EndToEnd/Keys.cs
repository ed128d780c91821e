using System.Net;
using Catalog.FunctionalTests.Rest;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.EndToEnd;

/// <summary>Virtual keys as people make and present them.</summary>
internal static class Keys
{
    public const string Model = "sim/sim-7b";

    /// <summary>Adds an endpoint with two models, which need no key of a provider.</summary>
    public static async Task AddModelsAsync(this FedRouter stack, ProviderSimulator upstream)
    {
        const string Body = """{"capabilities":["chat","streaming","tools"],"context_window":32768,"prices":[{"input":0.15,"output":0.6}]}""";
        using var provider = await stack.Catalog.Http.PutJsonAsync(
            "/api/v1/providers/sim", $$"""{"profile":"openai-compatible","base_url":"{{upstream.Address}}v1"}""");
        using var one = await stack.Catalog.Http.PutJsonAsync("/api/v1/models/sim/sim-7b", Body);
        using var other = await stack.Catalog.Http.PutJsonAsync("/api/v1/models/sim/sim-9b", Body);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.StatusCode, other.StatusCode));
    }

    /// <summary>Makes a key over REST.</summary>
    /// <returns>Its id and its secret.</returns>
    public static async Task<(string Id, string Secret)> MakeKeyAsync(this FedRouter stack, string body = "{}")
    {
        using var response = await stack.Catalog.Http.SendJsonAsync(HttpMethod.Post, "/api/v1/keys", body);
        var made = await response.JsonAsync(HttpStatusCode.Created);
        return (made.GetProperty("key").GetProperty("id").GetString()!, made.GetProperty("secret").GetString()!);
    }

    /// <summary>Sends a chat with a key, as OpenAI's SDKs do.</summary>
    public static Task<HttpResponseMessage> ChatAsync(this RouterUnderTest router, string secret, string model = Model) =>
        router.Http.PostToAsync(Chats.Path, Chats.Body(model), ("Authorization", $"Bearer {secret}"));

    /// <summary>The same, for its status alone.</summary>
    public static async Task<HttpStatusCode> StatusAsync(this RouterUnderTest router, string secret, string model = Model)
    {
        using var response = await router.ChatAsync(secret, model);
        return response.StatusCode;
    }

    public static Metadata Metadata(string secret) => new() { { "authorization", $"Bearer {secret}" } };
}
