using Router.Grpc.Settings;
using ServiceDefaults.ControlPlane;

namespace Router.Grpc.Admission;

/// <summary>Says at start who is served.</summary>
internal sealed partial class AdmissionNotice(RouterSettings settings, ServiceKey serviceKey, ILogger<AdmissionNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.RequireKeys)
        {
            LogRequired();
        }
        else if (serviceKey.IsLocalOnly)
        {
            LogLocal();
        }
        else
        {
            LogOpen();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 514, Level = LogLevel.Information, Message = "Callers need a virtual key.")]
    private partial void LogRequired();

    [LoggerMessage(EventId = 515, Level = LogLevel.Information, Message = "Callers need no virtual key, since only this machine reaches this router. Ask for keys with --require-keys.")]
    private partial void LogLocal();

    [LoggerMessage(EventId = 516, Level = LogLevel.Warning, Message = "Everybody who reaches this router is served on the operator's account: callers need no virtual key (--allow-anonymous).")]
    private partial void LogOpen();
}
