namespace Routing.Decisions;

/// <summary>Why a deployment may not serve.</summary>
public enum ExclusionReason
{
    /// <summary>Nothing speaks against it.</summary>
    None,

    /// <summary>A tier lists it, the catalog does not know it.</summary>
    NotInCatalog,

    /// <summary>An operator has switched the deployment or its provider off.</summary>
    Disabled,

    /// <summary>It is deprecated and was not named, or retired.</summary>
    Lifecycle,

    /// <summary>The active view does not contain it, and it was not named.</summary>
    NotInActiveView,

    /// <summary>The router has no adapter for the provider's profile.</summary>
    ProfileUnsupported,

    /// <summary>The provider wants a key and the router holds none.</summary>
    CredentialMissing,

    /// <summary>The caller's virtual key does not reach it, or does not allow what the request needs.</summary>
    NotInKeyScope,

    /// <summary>The caller restricts providers to others.</summary>
    ProviderNotAllowed,

    /// <summary>The caller forbids the provider.</summary>
    ProviderDenied,

    /// <summary>It cannot do what the request needs.</summary>
    CapabilityMissing,

    /// <summary>Prompt and answer do not fit.</summary>
    ContextTooSmall,

    /// <summary>The caller restricts models to others.</summary>
    ModelNotAllowed,

    /// <summary>The caller forbids the model.</summary>
    ModelDenied,

    /// <summary>It is not served where the caller allows, or nobody says where.</summary>
    RegionNotAllowed,

    /// <summary>The request limits its cost and there is no price.</summary>
    PriceUnknown,

    /// <summary>It may cost more than the request allows.</summary>
    CostTooHigh,

    /// <summary>It may cost more than is left of a budget.</summary>
    BudgetTooSmall,

    /// <summary>It has lately been slower than the request allows.</summary>
    TooSlow,

    /// <summary>Too many calls have failed lately.</summary>
    CircuitOpen,

    /// <summary>Its provider asked for a pause.</summary>
    CoolingDown,

    /// <summary>An operator has taken it out.</summary>
    Isolated,
}
