namespace Routing.Catalog;

/// <summary>Names a canonical model, whoever serves it: <c>kimi-k2-0905</c>.</summary>
/// <param name="Value">The canonical name, lower case.</param>
public readonly record struct ModelId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
