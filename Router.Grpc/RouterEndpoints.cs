using Grpc.HealthCheck;
using Router.Grpc.Admission;
using Router.Grpc.Anthropic;
using Router.Grpc.Embeddings;
using Router.Grpc.Explaining;
using Router.Grpc.Feedback;
using Router.Grpc.Feeds;
using Router.Grpc.Grpc;
using Router.Grpc.Ollama;
using Router.Grpc.OpenAi;
using Router.Grpc.Operating;
using Router.Grpc.Surfaces;

namespace Router.Grpc;

/// <summary>Where what is served.</summary>
internal static class RouterEndpoints
{
    public static void MapRouter(this WebApplication app)
    {
        app.UseExceptionHandler(static _ => { });
        app.UseMiddleware<CallerGate>();
        app.UseMiddleware<FrontDoor>(((IEndpointRouteBuilder)app).DataSources);
        app.UseRouting();
        app.MapOpenAi();
        app.MapAnthropic();
        app.MapOllama();
        app.MapGrpcService<RouterGrpcService>();
        app.MapGrpcService<FeedbackGrpcService>();
        app.MapGrpcService<HealthGrpcService>();
        app.MapGrpcService<DecisionGrpcService>();
        app.MapGrpcService<HealthServiceImpl>();
        app.MapGrpcReflectionService();
    }

    private static void MapOpenAi(this WebApplication app)
    {
        var chat = app.Services.GetRequiredService<ChatEndpoint>();
        var models = app.Services.GetRequiredService<ModelsEndpoint>();
        app.MapServed("/v1/chat/completions", HttpMethods.Post, chat.For(app.Services.GetRequiredService<ChatCompletionsSurface>()));
        app.MapServed("/v1/completions", HttpMethods.Post, chat.For(app.Services.GetRequiredService<CompletionsSurface>()));
        app.MapServed("/v1/responses", HttpMethods.Post, chat.For(app.Services.GetRequiredService<ResponsesSurface>()));
        app.MapStoredResponses();
        app.MapServed("/v1/embeddings", HttpMethods.Post, app.Services.GetRequiredService<EmbeddingEndpoint>().For(new EmbeddingsSurface()));
        app.MapRead("/v1/models", models.ListAsync);
        app.MapRead("/v1/models/{**id}", models.GetAsync);
        app.MapServed("/v1/routing/feedback", HttpMethods.Post, app.Services.GetRequiredService<FeedbackEndpoint>().HandleAsync);
        app.MapServed("/routing/v1/snapshot", HttpMethods.Get, app.Services.GetRequiredService<SnapshotEndpoint>().HandleAsync);
        app.MapQuestions();
        app.MapHealth();
        app.MapFallback("{**path}", NotServed.UnknownRouteAsync);
    }

    private static void MapStoredResponses(this WebApplication app)
    {
        var stored = app.Services.GetRequiredService<StoredResponseEndpoint>();
        app.MapMethods("/v1/responses/{id}", [HttpMethods.Get, HttpMethods.Delete], stored.WholeAsync);
        app.Map("/v1/responses/{id}", NotServed.WrongMethod($"{HttpMethods.Get}, {HttpMethods.Delete}"));
        app.MapServed("/v1/responses/{id}/input_items", HttpMethods.Get, stored.InputItemsAsync);
        app.MapServed("/v1/responses/{id}/cancel", HttpMethods.Post, stored.CancelAsync);
    }

    private static void MapAnthropic(this WebApplication app)
    {
        var chat = app.Services.GetRequiredService<ChatEndpoint>();
        app.MapServed("/v1/messages", HttpMethods.Post, chat.For(app.Services.GetRequiredService<MessagesSurface>()));
        app.MapServed("/v1/messages/count_tokens", HttpMethods.Post, app.Services.GetRequiredService<CountTokensEndpoint>().HandleAsync);
    }

    private static void MapOllama(this WebApplication app)
    {
        var chat = app.Services.GetRequiredService<ChatEndpoint>();
        var models = app.Services.GetRequiredService<OllamaModelsEndpoint>();
        var feed = app.Services.GetRequiredService<CurrentFeed>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.MapServed("/api/chat", HttpMethods.Post, chat.For(new OllamaSurface(isPrompt: false, feed, time)));
        app.MapServed("/api/generate", HttpMethods.Post, chat.For(new OllamaSurface(isPrompt: true, feed, time)));
        var embeddings = app.Services.GetRequiredService<EmbeddingEndpoint>();
        app.MapServed("/api/embed", HttpMethods.Post, embeddings.For(new OllamaEmbedSurface(isPrompt: false, time)));
        app.MapServed("/api/embeddings", HttpMethods.Post, embeddings.For(new OllamaEmbedSurface(isPrompt: true, time)));
        app.MapRead("/api/tags", models.TagsAsync);
        app.MapServed("/api/show", HttpMethods.Post, models.ShowAsync);
        app.MapRead("/api/ps", OllamaModelsEndpoint.LoadedAsync);
        app.MapRead("/api/version", OllamaModelsEndpoint.VersionAsync);
        app.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], OllamaModelsEndpoint.AliveAsync);
    }

    private static void MapQuestions(this WebApplication app)
    {
        var questions = app.Services.GetRequiredService<DecisionQuestions>();
        app.MapServed("/v1/routing/explain", HttpMethods.Post, app.Services.GetRequiredService<ExplainEndpoint>().HandleAsync);
        app.MapServed("/v1/routing/decisions/{id}/explanation", HttpMethods.Get, questions.ExplainAsync);
        app.MapServed("/v1/routing/decisions/{id}/replay", HttpMethods.Get, questions.ReplayAsync);
        app.MapServed("/v1/routing/decisions/{id}/counterfactual", HttpMethods.Get, questions.CounterfactualAsync);
        app.MapServed("/v1/routing/why-not", HttpMethods.Get, questions.WhyNotAsync);
    }

    private static void MapHealth(this WebApplication app)
    {
        var health = app.Services.GetRequiredService<HealthEndpoints>();
        app.MapServed("/v1/routing/health", HttpMethods.Get, health.ListAsync);
        app.MapServed("/v1/routing/health/history", HttpMethods.Get, health.HistoryAsync);
        app.MapServed("/v1/routing/health/isolate", HttpMethods.Post, health.IsolateAsync);
        app.MapServed("/v1/routing/health/reset", HttpMethods.Post, health.ResetAsync);
    }

    private static void MapRead(this WebApplication app, string pattern, RequestDelegate handler)
    {
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);
        app.Map(pattern, NotServed.WrongMethod($"{HttpMethods.Get}, {HttpMethods.Head}"));
    }

    private static void MapServed(this WebApplication app, string pattern, string method, RequestDelegate handler)
    {
        app.MapMethods(pattern, [method], handler);
        // Any other method lands here, to be told so in the caller's own format.
        app.Map(pattern, NotServed.WrongMethod(method));
    }
}
