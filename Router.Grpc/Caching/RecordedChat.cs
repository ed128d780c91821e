using System.Collections.Concurrent;
using Router.Grpc.Forwarding;
using Routing.Health;

namespace Router.Grpc.Caching;

/// <summary>A chat whose answers are kept as they come, each of its attempts apart.</summary>
internal sealed class RecordedChat(IOperation chat, int limit) : IOperation
{
    private readonly ConcurrentDictionary<Attempt, RecordedContent> _answers = [];

    public string Name => chat.Name;

    public HealthOperation Health => chat.Health;

    public bool Committed => chat.Committed;

    public TimeSpan Patience => chat.Patience;

    public IReadOnlyList<string> LostAt(Attempt attempt) => chat.LostAt(attempt);

    public HttpRequestMessage CreateRequest(Attempt attempt) => chat.CreateRequest(attempt);

    public IUpstreamAnswer Read(Attempt attempt, HttpResponseMessage response, AttemptClock clock)
    {
        var content = new RecordedContent(response.Content, limit);
        response.Content = content;
        _answers[attempt] = content;
        return chat.Read(attempt, response, clock);
    }

    /// <summary>What one attempt was answered; null when that was longer than the limit.</summary>
    public CachedAnswer? AnswerOf(Attempt attempt, DateTimeOffset expires) =>
        _answers[attempt].Recorded is { } body ? new(body.ToArray(), _answers[attempt].Headers.ContentType?.MediaType, attempt.Dropped, expires) : null;
}
