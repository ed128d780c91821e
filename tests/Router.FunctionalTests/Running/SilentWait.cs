using Simulation;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>Lets time pass for attempts that wait for a provider which has fallen silent.</summary>
internal static class SilentWait
{
    private static readonly TimeSpan LongUnseen = TimeSpan.FromSeconds(30);

    /// <summary>Moves the clock until all have given the provider up.</summary>
    /// <param name="clock">The router's clock.</param>
    /// <param name="limit">How long each of them waits.</param>
    /// <param name="silent">For whom.</param>
    /// <param name="attempts">How many there are.</param>
    public static async Task PassAsync(this FakeClock clock, TimeSpan limit, ProviderSimulator silent, int attempts = 1)
    {
        await Eventually.Is(() => silent.Counters.InFlight == attempts);
        clock.Advance(limit);
        try
        {
            await Eventually.Is(() => silent.Counters.Aborts == attempts, LongUnseen);
        }
        catch (TimeoutException)
        {
            // What the provider had said before it fell silent was read while the clock moved, and a wait began anew.
            clock.Advance(limit);
        }
    }
}
