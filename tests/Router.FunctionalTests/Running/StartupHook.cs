using System.Diagnostics.Tracing;

/// <summary>
/// Runs in a router's process before its program and prints each object that the runtime keeps apart for its size. The runtime looks
/// for it by this name, in no namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>How each line begins; the size in bytes follows.</summary>
    public const string Line = "large object: ";

    private static readonly LargeObjects Listener = new();

    public static void Initialize() => GC.KeepAlive(Listener);

    private sealed class LargeObjects : EventListener
    {
        private const EventKeywords Collector = (EventKeywords)1;
        private const uint Large = 1;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            {
                EnableEvents(eventSource, EventLevel.Verbose, Collector);
            }
        }

        // GCAllocationTick_V4: kind of memory second, name of the type sixth, size of the object ninth.
        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData is { EventName: "GCAllocationTick_V4", Payload: [_, Large, _, _, _, var type, _, _, var size, ..] })
            {
                Console.WriteLine($"{Line}{size} {type}");
            }
        }
    }
}
