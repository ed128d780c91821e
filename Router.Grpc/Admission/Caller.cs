using Router.Grpc.Admission.Quotas;
using Routing.Decisions;

namespace Router.Grpc.Admission;

/// <summary>Who asks, as the virtual key that came with the request says.</summary>
internal sealed record Caller
{
    private const string EndUserHeader = "x-routing-end-user";
    private const int LongestEndUser = 256;

    /// <summary>Whoever comes without a key where none is needed.</summary>
    public static readonly Caller Anonymous = new();

    /// <summary>The key; null when there was none.</summary>
    public string? KeyId { get; init; }

    /// <summary>The project of the key; null without a key.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The organisation of the project; null without a key.</summary>
    public string? OrganisationId { get; init; }

    /// <summary>Whose responses it may go on from: its project's; null without a key.</summary>
    public string? Tenant => ProjectId ?? KeyId;

    /// <summary>Whether the key may do what the service key may.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>What requests may reach; null restricts nothing.</summary>
    public KeyScope? Scope { get; init; }

    /// <summary>What the key lets a missing model stand for; null when it says nothing.</summary>
    public string? KeyDefaultModel { get; init; }

    /// <summary>The same as the key's project has it.</summary>
    public string? ProjectDefaultModel { get; init; }

    /// <summary>How much of it in a minute; empty when nothing limits it.</summary>
    public QuotaLimit[] Limits { get; init; } = [];

    /// <summary>Whether answers may be kept and given again to the same request.</summary>
    public bool ResponseCache { get; init; }

    /// <summary>The person on whose behalf it asks, as the header says; null when it does not say. Experiments may ask, nothing keeps it.</summary>
    public string? EndUser { get; init; }

    /// <summary>Who sent a request that admission has let through.</summary>
    public static Caller Of(HttpContext context)
    {
        var caller = context.Features.Get<Caller>() ?? Anonymous;
        return context.Request.Headers.TryGetValue(EndUserHeader, out var values) && values is [{ Length: > 0 and <= LongestEndUser } endUser]
            ? caller with { EndUser = endUser }
            : caller;
    }
}
