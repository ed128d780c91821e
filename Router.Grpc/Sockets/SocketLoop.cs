using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Router.Grpc.Sockets;

/// <summary>
/// A thread that waits for sockets and goes on with what waited for them. Of what several of them bring about in one turn the bytes are
/// sent at the end of the turn: whoever gets them is woken once, and not for each of them anew.
/// </summary>
internal sealed class SocketLoop
{
    // Whoever is first in a turn waits for the others' work before his bytes leave.
    private const int MostInTurn = 16;

    private static readonly SocketLoop[] All = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static number => new SocketLoop(number))];
    private static int s_latest = -1;

    [ThreadStatic]
    private static SocketLoop? s_current;

    private readonly SafeFileHandle _list = Epoll.Create();
    private readonly Lock _gate = new();
    private readonly Stack<int> _free = [];
    private readonly List<LoopStream> _unsent = [];
    private (LoopStream? Stream, uint Generation)[] _places = new (LoopStream?, uint)[64];
    private int _taken;
    private bool _isCrowded;

    private SocketLoop(int number) =>
        new Thread(Run, maxStackSize: 0) { Name = $"sockets {number}", IsBackground = true }.UnsafeStart();

    /// <summary>The loop on whose thread this runs, while other work of its turn is still to come.</summary>
    public static SocketLoop? InTurn => s_current is { _isCrowded: true } loop ? loop : null;

    /// <summary>The loop on whose thread this runs, or the next in turn.</summary>
    public static SocketLoop Any => s_current ?? All[(int)((uint)Interlocked.Increment(ref s_latest) % (uint)All.Length)];

    /// <summary>Tells a stream from now on what becomes of its socket.</summary>
    /// <returns>What it is taken out under.</returns>
    public int Enter(LoopStream stream, SafeHandle socket)
    {
        int place;
        ulong token;
        lock (_gate)
        {
            if (!_free.TryPop(out place))
            {
                place = _taken++;
                if (place == _places.Length)
                {
                    Array.Resize(ref _places, place * 2);
                }
            }

            ref var entry = ref _places[place];
            entry = (stream, entry.Generation + 1);
            token = ((ulong)entry.Generation << 32) | (uint)place;
        }

        try
        {
            Epoll.Enter(_list, socket, token);
            return place;
        }
        catch
        {
            Leave(place);
            throw;
        }
    }

    /// <summary>Tells a stream nothing any more; the system forgets its socket once that is closed.</summary>
    public void Leave(int place)
    {
        lock (_gate)
        {
            _places[place].Stream = null;
            _free.Push(place);
        }
    }

    /// <summary>Has a stream send at the end of the turn.</summary>
    public void SendLater(LoopStream stream) => _unsent.Add(stream);

    private void Run()
    {
        s_current = this;
        var events = Epoll.Events(MostInTurn);
        var turn = new List<(LoopStream Stream, uint What)>(MostInTurn);
        while (true)
        {
            Collect(events, Epoll.Wait(_list, events), turn);
            _isCrowded = turn.Count > 1;
            // Answers first, whose callers have waited longer; and the same work several times in a row, while the processor still knows it.
            HearEach(turn, areOurs: true);
            HearEach(turn, areOurs: false);
            _isCrowded = false;
            turn.Clear();
            foreach (var stream in _unsent)
            {
                stream.SendGathered();
            }

            _unsent.Clear();
        }
    }

    private static void HearEach(List<(LoopStream Stream, uint What)> turn, bool areOurs)
    {
        foreach (var (stream, what) in turn)
        {
            if (stream.IsOurs == areOurs)
            {
                stream.Hear(what);
            }
        }
    }

    private void Collect(byte[] events, int count, List<(LoopStream Stream, uint What)> turn)
    {
        lock (_gate)
        {
            for (var at = 0; at < count; at++)
            {
                var (token, what) = Epoll.At(events, at);
                var (stream, generation) = _places[(int)(uint)token];
                if (stream is not null && generation == (uint)(token >> 32))
                {
                    turn.Add((stream, what));
                }
            }
        }
    }
}
