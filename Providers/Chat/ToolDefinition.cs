namespace Providers.Chat;

/// <summary>A function the model may ask the caller to run.</summary>
/// <param name="Name">Name the model calls it by.</param>
public sealed record ToolDefinition(string Name)
{
    /// <summary>What it does, for the model to read.</summary>
    public string? Description { get; init; }

    /// <summary>JSON schema of its arguments, as JSON text; null when it takes none.</summary>
    public string? ParametersJson { get; init; }

    /// <summary>Whether arguments must follow the schema to the letter; null leaves the provider's default.</summary>
    public bool? Strict { get; init; }
}
