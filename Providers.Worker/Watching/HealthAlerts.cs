using Aspire.Catalog.V1;
using Grpc.Core;
using Routing.Health;

namespace Providers.Worker.Watching;

/// <summary>Keeps the catalog's alerts on circuits and slowness as the shared health has them.</summary>
internal sealed partial class HealthAlerts(AlertService.AlertServiceClient catalog, TimeProvider time, ILogger<HealthAlerts> logger)
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly AlertKind[] Kinds = [AlertKind.Circuit, AlertKind.Degradation];

    private readonly Dictionary<(AlertKind Kind, string Subject), (string Message, long At)> _told = [];
    private bool _knowsOpen;
    private bool _isAway;

    /// <summary>Raises what holds and resolves what does not. What the catalog cannot be told now it is told at the next look.</summary>
    public async Task HoldAsync(HealthReading reading, CancellationToken cancellationToken)
    {
        try
        {
            await LearnOpenAsync(cancellationToken);
            var holds = Holding(reading);
            foreach (var ((kind, subject), message) in holds)
            {
                if (!_told.TryGetValue((kind, subject), out var told) || told.Message != message || time.GetElapsedTime(told.At) >= SayAgainAfter)
                {
                    var request = new RaiseAlertRequest { Kind = kind, Subject = subject, Severity = AlertSeverity.Warning, Message = message };
                    await catalog.RaiseAlertAsync(request, deadline: Until(), cancellationToken: cancellationToken);
                    _told[(kind, subject)] = (message, time.GetTimestamp());
                }
            }

            foreach (var key in _told.Keys.Where(key => !holds.ContainsKey(key)).ToArray())
            {
                var request = new ResolveAlertRequest { Kind = key.Kind, Subject = key.Subject, Message = Over(key.Kind) };
                await catalog.ResolveAlertAsync(request, deadline: Until(), cancellationToken: cancellationToken);
                _told.Remove(key);
            }

            _isAway = false;
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_isAway)
            {
                LogAway(e.Status.Detail);
            }

            _isAway = true;
        }
    }

    // What was raised before this worker started may be over.
    private async Task LearnOpenAsync(CancellationToken cancellationToken)
    {
        if (_knowsOpen)
        {
            return;
        }

        foreach (var kind in Kinds)
        {
            for (var page = new ListAlertsRequest { Kind = kind }; ;)
            {
                var answer = await catalog.ListAlertsAsync(page, deadline: Until(), cancellationToken: cancellationToken);
                foreach (var alert in answer.Alerts)
                {
                    _told[(kind, alert.Subject)] = (alert.Message, time.GetTimestamp());
                }

                if (answer.NextPageToken.Length == 0)
                {
                    break;
                }

                page.PageToken = answer.NextPageToken;
            }
        }

        _knowsOpen = true;
    }

    private static Dictionary<(AlertKind Kind, string Subject), string> Holding(HealthReading reading)
    {
        var holds = new Dictionary<(AlertKind, string), string>();
        foreach (var (subject, record) in reading.Records)
        {
            if (record.Circuit.IsOpen && record.Isolation is null)
            {
                holds[(AlertKind.Circuit, Name(subject))] =
                    $"Its circuit is open: nothing is sent there but trials. {record.Circuit.Cause} It closes by itself once a trial goes well; POST /v1/routing/health/reset closes it now.";
            }

            if (record.Slow is { } why)
            {
                holds[(AlertKind.Degradation, Name(subject))] = $"{why} POST /v1/routing/health/isolate takes it out of service.";
            }
        }

        return holds;
    }

    private static string Name(HealthSubject subject) => subject.Operation switch
    {
        HealthOperation.Reach => subject.Provider.Value,
        HealthOperation.Embed => $"{subject.Provider}/{subject.Model} embed",
        _ => $"{subject.Provider}/{subject.Model} chat",
    };

    private static string Over(AlertKind kind) => kind is AlertKind.Circuit ? "Its circuit is closed." : "It is as quick as before.";

    private DateTime Until() => (time.GetUtcNow() + Deadline).UtcDateTime;

    [LoggerMessage(EventId = 636, Level = LogLevel.Warning, Message = "Alerts of health wait until the catalog answers: {Reason}")]
    private partial void LogAway(string reason);
}
