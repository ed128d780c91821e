using TestKit.Polyglot;
using Wire.Conformance.Running;

namespace Wire.Conformance.Sdks;

/// <summary>Official SDKs for JavaScript as callers; each program checks what its SDK makes of the answers.</summary>
public sealed class NodeSdkTests : WireTest
{
    [NodeFact]
    public Task Npm_openai_chats_streams_calls_tools_and_lists_models() => RunAsync("openai.cjs");

    [NodeFact]
    public Task Npm_openai_embeds_completes_prompts_and_creates_responses() => RunAsync("openai-routes.cjs");

    [NodeFact]
    public async Task Npm_openai_creates_responses_that_go_through_as_they_are()
    {
        await FreshAsync("openai");
        await RunAsync("openai-routes.cjs");
    }

    [NodeFact]
    public Task Npm_openai_waits_and_retries_as_it_is_told() => RunAsync("openai-limits.cjs");

    [NodeFact]
    public Task Npm_ai_with_an_OpenAI_compatible_provider_chats_streams_and_calls_tools() => RunAsync("ai.cjs");

    [NodeFact]
    public Task Npm_langchain_openai_chats_streams_and_calls_tools() => RunAsync("langchain.cjs");

    [NodeFact]
    public Task Npm_anthropic_sdk_chats_streams_calls_tools_counts_tokens_and_lists_models() => RunAsync("anthropic.cjs");

    [NodeFact]
    public Task Npm_ai_with_the_Anthropic_provider_chats_streams_and_calls_tools() => RunAsync("ai-anthropic.cjs");

    [NodeFact]
    public Task Npm_ollama_chats_generates_calls_tools_and_lists_models() => RunAsync("ollama.cjs");

    private Task RunAsync(string program) => NodeProgram.RunAsync(
        "tests/Wire.Conformance/node",
        program,
        [
            "--url", Gateway.Http.BaseAddress!.GetLeftPart(UriPartial.Authority),
            "--model", Gateway.Model,
            "--key", Gateway.Key,
            "--upstream", Gateway.Upstream.Address.GetLeftPart(UriPartial.Authority),
            .. Gateway.Headers.SelectMany(header => (string[])["--header", $"{header.Key}: {header.Value}"]),
        ]);
}
