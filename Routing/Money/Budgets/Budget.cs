using System.Security.Cryptography;
using System.Text;
using Routing.Catalog;

namespace Routing.Money.Budgets;

/// <summary>Money that a scope may spend in a period, on everything or on one model or provider.</summary>
public sealed record Budget
{
    /// <summary>
    /// Largest amount a budget may have: nine million dollars. Below 2^53 nano-dollars, the largest whole number that every engine of
    /// the shared store compares exactly, with room for what is asked on top.
    /// </summary>
    public static readonly NanoDollars Largest = NanoDollars.FromDollars(9_000_000m);

    /// <summary>Names it: lower-case letters, digits, hyphens and underscores.</summary>
    public required string Id { get; init; }

    /// <summary>Whose money it bounds.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>The one canonical model, or deployment as <c>provider/model</c>, that it counts; null for every model.</summary>
    public string? Model { get; init; }

    /// <summary>The one provider that it counts; null for every provider.</summary>
    public ProviderId? Provider { get; init; }

    /// <summary>How often it begins anew.</summary>
    public required BudgetPeriod Period { get; init; }

    /// <summary>What may be spent in a period; more than nothing, at most <see cref="Largest"/>.</summary>
    public required NanoDollars Limit { get; init; }

    /// <summary>Whether a request that does not fit is refused. A soft budget admits it and says so.</summary>
    public bool IsHard { get; init; } = true;

    /// <summary>Whether a deployment without a price may be called although nobody knows what that costs.</summary>
    public bool AllowsUnpriced { get; init; }

    /// <summary>
    /// Names what is counted: the id, and a fingerprint of everything that says which costs belong to it. A budget that is changed in
    /// one of these is counted anew; a larger limit goes on with what has been counted.
    /// </summary>
    public string Counter => $"{Id}.{Fingerprint()}";

    /// <summary>Whether what a deployment costs counts here.</summary>
    public bool Counts(Deployment deployment)
    {
        ArgumentNullException.ThrowIfNull(deployment);
        return (Provider is not { } provider || deployment.Id.Provider == provider)
            && (Model is null || deployment.CanonicalId?.Value == Model || deployment.Id.ToString() == Model);
    }

    private string Fingerprint()
    {
        var counted = string.Join('\n', BudgetNames.Of(Scope.Kind), Scope.Id, Model, Provider?.Value, BudgetNames.Of(Period));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(counted)).AsSpan(0, 4));
    }
}
