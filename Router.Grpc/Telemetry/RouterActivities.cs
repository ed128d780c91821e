using System.Diagnostics;

namespace Router.Grpc.Telemetry;

/// <summary>The source of the router's own spans.</summary>
internal static class RouterActivities
{
    public static readonly ActivitySource Source = new(RouterMeter.Name);
}
