using System.Collections.Concurrent;
using System.Text.Json;
using Router.Grpc.Forwarding;
using Routing.Health;

namespace Router.Grpc.Caching;

/// <summary>An operation whose answers are kept as they come, each of its attempts apart.</summary>
internal sealed class RecordedOperation(IOperation operation, int limit) : IOperation
{
    private readonly ConcurrentDictionary<Attempt, RecordedContent> _answers = [];

    public string Name => operation.Name;

    public HealthOperation Health => operation.Health;

    public bool Committed => operation.Committed;

    public TimeSpan Patience => operation.Patience;

    public IReadOnlyList<string> LostAt(Attempt attempt) => operation.LostAt(attempt);

    public void WriteNormalForm(Utf8JsonWriter json) => operation.WriteNormalForm(json);

    public HttpRequestMessage CreateRequest(Attempt attempt) => operation.CreateRequest(attempt);

    public IUpstreamAnswer Read(Attempt attempt, HttpResponseMessage response, AttemptClock clock)
    {
        if (!operation.IsOneAnswer(attempt))
        {
            return operation.Read(attempt, response, clock);
        }

        var content = new RecordedContent(response.Content, limit);
        response.Content = content;
        _answers[attempt] = content;
        return operation.Read(attempt, response, clock);
    }

    /// <summary>What one attempt was answered; null when that was longer than the limit, or came in several answers.</summary>
    public CachedAnswer? AnswerOf(Attempt attempt, DateTimeOffset expires) =>
        _answers.TryGetValue(attempt, out var content) && content.Take() is { } body
            ? new(body, content.Headers.ContentType?.MediaType, attempt.Dropped, expires)
            : null;
}
