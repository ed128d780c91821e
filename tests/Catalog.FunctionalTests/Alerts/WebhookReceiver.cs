using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Catalog.FunctionalTests.Alerts;

/// <summary>Somebody's server that is told of alerts, and answers as it is told to.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Call> _calls = new();
    private readonly ConcurrentQueue<int> _statuses = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Where it is told.</summary>
    public string Url => $"{_app.Urls.First()}/alerts";

    /// <summary>What it was told, in order, the calls it failed included.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls];

    /// <summary>What it took: the event and the alert's subject.</summary>
    public IReadOnlyList<(string Event, string Subject)> Taken =>
        [.. _calls.Where(call => call.Status == 200).Select(call => (call.Text("event"), call.Subject))];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(app);
        app.MapPost("/alerts", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers the next calls with these statuses, all others with 200.</summary>
    public void Answers(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            _statuses.Enqueue(status);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var status = _statuses.TryDequeue(out var told) ? told : 200;
        string Header(string name) => context.Request.Headers[name].ToString();
        _calls.Enqueue(new(Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body, status));
        context.Response.StatusCode = status;
        context.Response.Headers.Location = Url;
    }

    /// <summary>One call, as it came.</summary>
    internal sealed record Call(string Id, string Timestamp, string Signature, string Body, int Status)
    {
        public string Subject => JsonElement.Parse(Body).GetProperty("alert").GetProperty("subject").GetString()!;

        public string Text(string field) => JsonElement.Parse(Body).GetProperty(field).GetString()!;

        /// <summary>Checks the signature as a receiver would that knows the secret and nothing of the sender's code.</summary>
        public bool IsSignedBy(string secret)
        {
            using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
            var mac = hmac.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}"));
            return Signature == $"v1,{Convert.ToBase64String(mac)}";
        }
    }
}
