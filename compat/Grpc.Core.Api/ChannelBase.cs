namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.ChannelBase</c>: connections to one target.</summary>
public abstract class ChannelBase
{
    /// <summary>Stands in for the constructor of the same form.</summary>
    protected ChannelBase(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    /// <summary>Stands in for <c>Target</c>.</summary>
    public string Target { get; }

    /// <summary>Stands in for <c>CreateCallInvoker</c>.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Stands in for <c>ShutdownAsync</c>.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Stands in for <c>ShutdownAsyncCore</c>.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
