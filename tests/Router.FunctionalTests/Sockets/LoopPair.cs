using System.Net.Sockets;
using Router.Grpc.Sockets;

namespace Router.FunctionalTests.Sockets;

/// <summary>A connection of which one side lives on a loop.</summary>
internal sealed record LoopPair(LoopStream Loop, Socket Plain) : IDisposable
{
    public static async Task<LoopPair> OpenAsync()
    {
        var (near, far) = await PlainPair.OpenAsync();
        return new(new(near), far);
    }

    public void Dispose()
    {
        Loop.Dispose();
        Plain.Dispose();
    }
}
