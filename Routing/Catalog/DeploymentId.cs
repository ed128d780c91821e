namespace Routing.Catalog;

/// <summary>Names one place that can serve a model, written <c>provider/model</c>.</summary>
/// <param name="Provider">The provider that serves it.</param>
/// <param name="Model">The model's name at that provider; may contain slashes.</param>
public readonly record struct DeploymentId(ProviderId Provider, string Model)
{
    /// <summary>Reads <c>provider/model</c>; the first slash divides.</summary>
    /// <returns>False when either part is missing.</returns>
    public static bool TryParse(string? text, out DeploymentId id)
    {
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash <= 0 || slash == text!.Length - 1)
        {
            id = default;
            return false;
        }

        id = new(new ProviderId(text[..slash]), text[(slash + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Provider}/{Model}";
}
