namespace Routing.Decisions;

/// <summary>One change that would help a deployment past one filter.</summary>
/// <param name="Kind">What would have to change.</param>
/// <param name="Value">To what, or by which name: <c>vision</c>, <c>0.0021</c>, <c>KIMI_API_KEY</c>; empty when it must go altogether.</param>
/// <param name="Text">The same for a person: <c>raise max cost to $0.0021</c>.</param>
public sealed record RelaxationStep(RelaxationKind Kind, string Value, string Text);
