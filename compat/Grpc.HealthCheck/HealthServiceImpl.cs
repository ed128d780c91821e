using Grpc.Core;
using Grpc.Health.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.HealthCheck;

/// <summary>
/// Stands in for <c>Grpc.HealthCheck.HealthServiceImpl</c>: keeps one status per service name and serves
/// <c>grpc.health.v1.Health</c> from it. Register it as a singleton and map it as a gRPC service.
/// </summary>
public class HealthServiceImpl : Health.V1.Health.HealthBase
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = [];
    private readonly HashSet<StatusWatcher> _watchers = [];

    /// <summary>Stands in for <c>SetStatus</c>: sets a service's status and tells its watchers when it changed.</summary>
    /// <param name="service">Full service name; empty means the server as a whole.</param>
    /// <param name="status">The status from now on.</param>
    public void SetStatus(string service, ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            var before = StatusOf(service);
            _statuses[service] = status;
            Tell(service, before, status);
        }
    }

    /// <summary>Stands in for <c>ClearStatus</c>: forgets a service; its watchers see <c>SERVICE_UNKNOWN</c>.</summary>
    /// <param name="service">Full service name; one without a status is left alone.</param>
    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        lock (_lock)
        {
            var before = StatusOf(service);
            _statuses.Remove(service);
            Tell(service, before, ServingStatus.ServiceUnknown);
        }
    }

    /// <summary>Stands in for <c>ClearAll</c>: forgets every service.</summary>
    public void ClearAll()
    {
        lock (_lock)
        {
            foreach (var service in _statuses.Keys.ToArray())
            {
                ClearStatus(service);
            }
        }
    }

    /// <summary>Stands in for <c>Check</c>: answers the present status, or fails with <c>NOT_FOUND</c>.</summary>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        lock (_lock)
        {
            return _statuses.TryGetValue(request.Service, out var status)
                ? Task.FromResult(new HealthCheckResponse { Status = status })
                : throw new RpcException(new Status(StatusCode.NotFound, $"No health status is known for service '{request.Service}'."));
        }
    }

    /// <summary>Stands in for <c>Watch</c>: sends the present status and every later one until the call ends.</summary>
    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var watcher = new StatusWatcher(request.Service, context.CancellationToken);
        lock (_lock)
        {
            watcher.Push(StatusOf(request.Service));
            _watchers.Add(watcher);
        }

        try
        {
            await foreach (var status in watcher.Statuses)
            {
                await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    private ServingStatus StatusOf(string service) =>
        _statuses.TryGetValue(service, out var status) ? status : ServingStatus.ServiceUnknown;

    private void Tell(string service, ServingStatus before, ServingStatus now)
    {
        if (before == now)
        {
            return;
        }

        foreach (var watcher in _watchers)
        {
            if (watcher.Service == service)
            {
                watcher.Push(now);
            }
        }
    }
}
