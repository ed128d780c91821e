using Grpc.Core;

namespace Compat.Tests.Rpc;

/// <summary>What the server side saw of the last call.</summary>
internal sealed class CallsSeen
{
    public DateTime Deadline { get; set; }

    public Metadata Headers { get; set; } = Metadata.Empty;

    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
