namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside: configuration <c>Parameters:&lt;name&gt;</c>.</summary>
public sealed class ParameterResource(string name, Func<string> value, bool secret) : Resource(name), IValueProvider, IManifestExpressionProvider
{
    public bool Secret => secret;

    public string ValueExpression => $"{{{Name}.value}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(value());
}
