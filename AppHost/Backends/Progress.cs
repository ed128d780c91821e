using System.Diagnostics;

namespace AppHost.Backends;

/// <summary>Shows that something slow is still under way.</summary>
internal static class Progress
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    public static async Task ShowAsync(string what, Task work)
    {
        Console.WriteLine($"{what} ...");
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Period);
        while (await Task.WhenAny(work, timer.WaitForNextTickAsync().AsTask()) != work)
        {
            Console.WriteLine($"  {watch.Elapsed.TotalSeconds:0} s ...");
        }

        await work;
        Console.WriteLine($"  done in {watch.Elapsed.TotalSeconds:0.0} s");
    }
}
