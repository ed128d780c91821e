using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Operating;

/// <summary>What an order is about.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">One of its models; null for all of it.</param>
/// <param name="Operation">One operation of the model; null for each.</param>
internal readonly record struct OrderedSubject(ProviderId Provider, string? Model, HealthOperation? Operation)
{
    public IEnumerable<HealthSubject> Subjects => (Model, Operation) switch
    {
        (null, _) => [HealthSubject.Of(Provider)],
        ({ } model, { } operation) => [new(operation, Provider, model)],
        ({ } model, null) => [new(HealthOperation.Chat, Provider, model), new(HealthOperation.Embed, Provider, model)],
    };

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault =>
        Provider.Value is null or "" ? "provider: is missing"
        : Model is null && Operation is not (null or HealthOperation.Reach) ? "model: is missing, though the operation is one of a model"
        : Model is not null && Operation is HealthOperation.Reach ? "operation: reach is of a whole provider; leave out the model"
        : null;
}
