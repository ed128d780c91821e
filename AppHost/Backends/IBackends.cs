namespace AppHost.Backends;

/// <summary>Adds the servers the stack keeps its state in to the model, wherever they run.</summary>
internal interface IBackends
{
    Backend AddDatabase(IDistributedApplicationBuilder builder);

    Backend AddRedis(IDistributedApplicationBuilder builder);

    OllamaBackend AddOllama(IDistributedApplicationBuilder builder);
}

/// <param name="Connection">What services refer to.</param>
/// <param name="Server">What they wait for; null when it is not ours to start.</param>
internal sealed record Backend(IResourceBuilder<IResourceWithConnectionString> Connection, IResourceBuilder<IResource>? Server);

/// <param name="BaseUrl">Null when there is no Ollama.</param>
internal sealed record OllamaBackend(ReferenceExpression? BaseUrl)
{
    public static OllamaBackend Unavailable { get; } = new((ReferenceExpression?)null);
}
