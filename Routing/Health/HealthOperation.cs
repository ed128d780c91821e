namespace Routing.Health;

/// <summary>What was tried when health was observed.</summary>
public enum HealthOperation
{
    /// <summary>Whether the provider answers at all: a probe that costs nothing, such as listing its models.</summary>
    Reach,

    /// <summary>A chat with one of its models.</summary>
    Chat,

    /// <summary>Turning texts into vectors with one of its models.</summary>
    Embed,
}
