using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Router.Grpc.Sockets;

/// <summary>Linux's list of the sockets that have something to tell (epoll(7)); each tells once of each change.</summary>
internal static partial class Epoll
{
    /// <summary>It can be read, or has come to its end.</summary>
    public const uint Readable = 0x1;

    /// <summary>It takes bytes again.</summary>
    public const uint Writable = 0x4;

    /// <summary>It failed, or the other side will say no more.</summary>
    public const uint Ended = 0x8 | 0x10 | 0x2000;

    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Interrupted = 4;
    private const uint EdgeTriggered = 1u << 31;

    /// <summary>Bytes of one event: packed on x64 alone.</summary>
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    /// <summary>An empty list.</summary>
    /// <exception cref="IOException">The system has no more of them.</exception>
    public static SafeFileHandle Create()
    {
        var list = epoll_create1(CloseOnExec);
        return list >= 0 ? new(list, ownsHandle: true) : throw Failure("epoll_create1");
    }

    /// <summary>Enters a socket under a token.</summary>
    /// <exception cref="IOException">The system refuses it.</exception>
    public static void Enter(SafeFileHandle list, SafeHandle socket, ulong token)
    {
        Span<byte> entry = stackalloc byte[16];
        MemoryMarshal.Write(entry, Readable | Writable | Ended | EdgeTriggered);
        MemoryMarshal.Write(entry[(EventSize - 8)..], token);
        if (epoll_ctl(list, Add, socket, ref entry[0]) < 0)
        {
            throw Failure("epoll_ctl");
        }
    }

    /// <summary>A buffer for events.</summary>
    public static byte[] Events(int count) => GC.AllocateUninitializedArray<byte>(count * EventSize, pinned: true);

    /// <summary>Waits for events.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="IOException">The system refuses to wait.</exception>
    public static int Wait(SafeFileHandle list, byte[] events)
    {
        while (true)
        {
            var count = epoll_wait(list, ref events[0], events.Length / EventSize, Timeout.Infinite);
            if (count >= 0)
            {
                return count;
            }

            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Failure("epoll_wait");
            }
        }
    }

    /// <summary>An event's token and what it tells.</summary>
    public static (ulong Token, uint What) At(byte[] events, int index)
    {
        var bytes = events.AsSpan(index * EventSize, EventSize);
        return (MemoryMarshal.Read<ulong>(bytes[(EventSize - 8)..]), MemoryMarshal.Read<uint>(bytes));
    }

    private static IOException Failure(string call) => new($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(SafeFileHandle list, int operation, SafeHandle socket, ref byte entry);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_wait(SafeFileHandle list, ref byte events, int most, int timeout);
}
