namespace Providers.Chat;

/// <summary>Shape that an answer must have: any JSON object, or one that follows a schema.</summary>
public sealed record ResponseFormat
{
    /// <summary>Name of the schema; null without one.</summary>
    public string? Name { get; init; }

    /// <summary>The schema as JSON text; null when any JSON object will do.</summary>
    public string? SchemaJson { get; init; }

    /// <summary>Whether the answer must follow the schema to the letter; null leaves the provider's default.</summary>
    public bool? Strict { get; init; }
}
