namespace Routing.Catalog;

/// <summary>Names one provider endpoint: <c>openai</c>, <c>openai-eu</c>.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens.</param>
public readonly record struct ProviderId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
