using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>The health views in force: replaced whole, read without a lock.</summary>
internal sealed class CurrentHealth
{
    private volatile HealthView _view = HealthView.Unknown;
    private volatile HealthView _embeddings = HealthView.Unknown;

    /// <summary>How chats go.</summary>
    public HealthView View
    {
        get => _view;
        set => _view = value;
    }

    /// <summary>How embeddings go.</summary>
    public HealthView Embeddings
    {
        get => _embeddings;
        set => _embeddings = value;
    }

    public HealthView For(HealthOperation operation) => operation is HealthOperation.Embed ? _embeddings : _view;
}
