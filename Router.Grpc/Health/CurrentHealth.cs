using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>The health view in force: replaced whole, read without a lock.</summary>
internal sealed class CurrentHealth
{
    private volatile HealthView _view = HealthView.Unknown;

    public HealthView View
    {
        get => _view;
        set => _view = value;
    }
}
