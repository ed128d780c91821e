namespace Router.FunctionalTests.Running;

/// <summary>The formats that upstreams speak, for tests that must hold for each.</summary>
internal static class Upstreams
{
    /// <summary>Profile, and the root of its API at a simulator.</summary>
    public static TheoryData<string, string> All => new()
    {
        { "openai-compatible", "/v1" },
        { "anthropic", "/v1" },
        { "gemini", "/v1beta" },
        { "ollama", "/" },
    };
}
