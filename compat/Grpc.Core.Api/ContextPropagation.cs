namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.ContextPropagationOptions</c>: what a call made on behalf of another takes over.</summary>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    /// <summary>Stands in for <c>Default</c>.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Stands in for <c>IsPropagateDeadline</c>.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Stands in for <c>IsPropagateCancellation</c>.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}

/// <summary>Stands in for <c>Grpc.Core.ContextPropagationToken</c>; nothing of the .NET server makes one.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
