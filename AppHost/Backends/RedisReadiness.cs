using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AppHost.Backends;

/// <summary>Ready when AUTH and PING are answered.</summary>
internal sealed class RedisReadiness(int port, ParameterResource password) : IHealthCheck
{
    private const string Answer = "+OK\r\n+PONG\r\n";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
            await using var stream = client.GetStream();
            var secret = await password.GetValueAsync(deadline.Token) ?? "";
            var request = $"*2\r\n$4\r\nAUTH\r\n${Encoding.UTF8.GetByteCount(secret)}\r\n{secret}\r\n*1\r\n$4\r\nPING\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), deadline.Token);
            var reply = new byte[Answer.Length];
            var read = await stream.ReadAtLeastAsync(reply, reply.Length, throwOnEndOfStream: false, deadline.Token);
            var text = Encoding.UTF8.GetString(reply, 0, read);
            return text == Answer ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"it answers PING with '{text.Trim()}'");
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("it does not answer PING");
        }
    }
}
