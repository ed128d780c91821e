using Aspire.Catalog.V1;
using Routing.Decisions;
using KeyScope = Routing.Decisions.KeyScope;

namespace Router.Grpc.Admission.Quotas;

/// <summary>What is counted.</summary>
internal enum QuotaUnit
{
    /// <summary>Requests.</summary>
    Requests,

    /// <summary>Tokens of prompt and answer.</summary>
    Tokens,
}

/// <summary>One limit of a virtual key.</summary>
/// <param name="Subject">By which all routers know it.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="PerMinute">How much of it is let through.</param>
/// <param name="Model">Of which model alone; null for all.</param>
internal sealed record QuotaLimit(string Subject, QuotaUnit Unit, long PerMinute, string? Model)
{
    private readonly KeyScope? _models = Model is null ? null : new() { AllowedModels = new NameSet([Model]) };

    /// <summary>Whether it counts a request that goes to this deployment first.</summary>
    public bool Counts(Routing.Catalog.Deployment deployment) => _models?.Covers(deployment) is not false;

    /// <summary>The limits of a key; empty when it has none.</summary>
    public static QuotaLimit[] Of(string key, RateLimits? limits) => limits is null ? [] :
    [
        .. One($"{key}/requests", QuotaUnit.Requests, limits.HasRequestsPerMinute, limits.RequestsPerMinute, null),
        .. One($"{key}/tokens", QuotaUnit.Tokens, limits.HasTokensPerMinute, limits.TokensPerMinute, null),
        .. limits.Models.SelectMany(model => One($"{key}/requests/{model.Model}", QuotaUnit.Requests, model.HasRequestsPerMinute, model.RequestsPerMinute, model.Model)),
        .. limits.Models.SelectMany(model => One($"{key}/tokens/{model.Model}", QuotaUnit.Tokens, model.HasTokensPerMinute, model.TokensPerMinute, model.Model)),
    ];

    private static QuotaLimit[] One(string subject, QuotaUnit unit, bool given, long perMinute, string? model) =>
        given ? [new(subject, unit, perMinute, model)] : [];
}
