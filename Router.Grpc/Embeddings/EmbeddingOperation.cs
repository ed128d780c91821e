using System.Collections.Immutable;
using System.Text.Json;
using Providers;
using Providers.Chat;
using Providers.Embeddings;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Health;

namespace Router.Grpc.Embeddings;

/// <summary>Turns texts into vectors. The answer is kept until the surface takes it, for it comes in one piece.</summary>
internal sealed class EmbeddingOperation(EmbeddingRequest request, TimeoutSettings timeouts, TimeProvider time) : IOperation, IDisposable
{
    public string Name => "embeddings";

    public HealthOperation Health => HealthOperation.Embed;

    /// <summary>What was asked.</summary>
    public EmbeddingRequest Request => request;

    public bool Committed => Answer is not null;

    public TimeSpan Patience => timeouts.Answer;

    /// <summary>What came back; null before.</summary>
    public UpstreamCompletion? Answer { get; private set; }

    /// <summary>The attempt that answered; null before.</summary>
    public Attempt? Served { get; private set; }

    public void WriteNormalForm(Utf8JsonWriter json) => NormalForm.Write(request, json);

    public bool IsOneAnswer(Attempt attempt) => request.Count <= attempt.Adapter.MostInputs;

    public HttpRequestMessage CreateRequest(Attempt attempt) => attempt.Adapter.CreateEmbeddings(PartsFor(attempt)[0], attempt.Target);

    public IUpstreamAnswer Read(Attempt attempt, HttpResponseMessage response, AttemptClock clock) =>
        new EmbeddingAnswer(request, PartsFor(attempt), attempt, response, clock, time, Take);

    public void Dispose() => Answer?.Dispose();

    private ImmutableArray<EmbeddingRequest> PartsFor(Attempt attempt) => request.InParts(attempt.Adapter.MostInputs);

    private void Take(Attempt attempt, UpstreamCompletion answer) => (Served, Answer) = (attempt, answer);
}
