namespace Providers.Anthropic;

/// <summary>How an answer in Anthropic's format names itself.</summary>
/// <param name="Id">Its id, <c>msg_…</c>.</param>
/// <param name="Model">The model that answers.</param>
public sealed record AnthropicAnswerHead(string Id, string Model);
