using Microsoft.AspNetCore.Connections;
using Router.Grpc.Sockets;

namespace Router.Grpc.Settings;

/// <summary>
/// Lets work go on on the thread that a socket woke, instead of queueing it for another of the pool. A request is microseconds of work
/// between waits: to wake a second thread for it costs more, at saturation and at rest alike. What takes longer must leave that thread
/// by itself, for every other connection of its turn waits meanwhile.
/// </summary>
internal static class SocketScheduling
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Whether callers' and providers' connections live on <see cref="SocketLoop"/>s: on Linux, unless the environment chooses the pool.</summary>
    public static bool HasLoops { get; } = OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(InlineCompletions) != "0";

    /// <summary>Chooses it for all other sockets of this process, unless the environment says otherwise. Must come before the first.</summary>
    public static void PreferInline()
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
        {
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        }
    }

    /// <summary>Has the server follow what was chosen, and read at once.</summary>
    public static void UseScheduledSockets(this IWebHostBuilder web)
    {
        web.UseSockets(static options =>
        {
            options.UnsafePreferInlineScheduling = Environment.GetEnvironmentVariable(InlineCompletions) == "1";

            // To ask first whether anything has come would save a connection at rest four kilobytes, and cost each request a call of the system.
            options.WaitForDataBeforeAllocatingBuffer = false;
        });
        if (HasLoops)
        {
            web.ConfigureServices(static services => services.AddSingleton<IConnectionListenerFactory, LoopTransport>());
        }
    }
}
