using System.Text.Json;
using Providers;
using Providers.Chat;
using Router.Grpc.Settings;
using Routing.Health;

namespace Router.Grpc.Forwarding;

/// <summary>A chat, plain or streamed.</summary>
internal sealed class ChatOperation(ChatCall call, IAnswerRelay relay, TimeoutSettings timeouts, TimeProvider time) : IOperation
{
    public string Name => "chat";

    public HealthOperation Health => HealthOperation.Chat;

    public bool Committed => relay.Committed;

    public TimeSpan Patience => call.Request.Stream ? timeouts.FirstByte : timeouts.Answer;

    public IReadOnlyList<string> LostAt(Attempt attempt) => attempt.Format == call.Request.OriginalFormat ? [] : call.Request.Lost;

    public void WriteNormalForm(Utf8JsonWriter json) => NormalForm.Write(call.Request, json);

    public HttpRequestMessage CreateRequest(Attempt attempt) => attempt.Adapter.CreateChat(
        call.Request, attempt.Target, Defaults(attempt));

    // A limit that money was set aside by holds only if the provider knows it.
    private ParameterDefaults Defaults(Attempt attempt)
    {
        var defaults = ParameterDefaults.From(call.Decision.AppliedParameters);
        return call.Reservation is not null && attempt.Quote.Answer is { NeedsLimit: true, Tokens: var limit } ? defaults with { MaxTokens = limit } : defaults;
    }

    public IUpstreamAnswer Read(Attempt attempt, HttpResponseMessage response, AttemptClock clock) => call.Request.Stream
        ? new StreamedChat(attempt, response, relay, clock, timeouts.Idle, time)
        : new WholeChat(attempt, response, relay, clock, time);
}
