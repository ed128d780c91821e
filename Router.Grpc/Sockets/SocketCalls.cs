using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Router.Grpc.Sockets;

/// <summary>
/// What Linux takes from a socket and gives to it (recv(2), send(2)), without the care that <see cref="Socket"/> takes
/// around each call: whoever calls sees to it that the socket is not closed meanwhile.
/// </summary>
internal static partial class SocketCalls
{
    /// <summary>The number by which the system says that there is nothing to read, or no room to write.</summary>
    public const int WouldBlock = 11;

    private const int Interrupted = 4;

    private const int NoWait = 0x40;

    // Who has hung up is told of by an error, not by a signal.
    private const int NoSignal = 0x4000;

    /// <returns>How many bytes came, 0 at the end; below that the number of an error.</returns>
    public static int Receive(int socket, Span<byte> buffer)
    {
        while (true)
        {
            var received = recv(socket, ref MemoryMarshal.GetReference(buffer), buffer.Length, NoWait);
            if (received >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return received >= 0 ? (int)received : -Marshal.GetLastPInvokeError();
            }
        }
    }

    /// <returns>How many bytes were taken; below 0 the number of an error.</returns>
    public static int Send(int socket, ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var sent = send(socket, ref MemoryMarshal.GetReference(bytes), bytes.Length, NoWait | NoSignal);
            if (sent >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
            {
                return sent >= 0 ? (int)sent : -Marshal.GetLastPInvokeError();
            }
        }
    }

    /// <summary>What .NET calls the error of a number.</summary>
    public static SocketError ErrorOf(int number) => number switch
    {
        32 => SocketError.Shutdown,
        104 => SocketError.ConnectionReset,
        110 => SocketError.TimedOut,
        _ => SocketError.SocketError,
    };

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int socket, ref byte buffer, nint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int socket, ref byte bytes, nint length, int flags);
}
