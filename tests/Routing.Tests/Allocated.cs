namespace Routing.Tests;

/// <summary>What work leaves on the managed heap.</summary>
internal static class Allocated
{
    private const int Times = 30;

    /// <summary>
    /// The least of many measurements, in bytes: a collection that other tests cause empties the pools, so that what is borrowed is
    /// made anew, and the runtime compiles anew what it runs often; neither every time.
    /// </summary>
    public static long Least(Action work)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Times; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
