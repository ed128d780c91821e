namespace Routing.Decisions;

/// <summary>What would have to change for a deployment to be admitted; the caller's own wishes before what others must do.</summary>
public enum RelaxationKind
{
    /// <summary>A required capability.</summary>
    Capabilities,

    /// <summary>The smallest acceptable context window.</summary>
    MinimumContext,

    /// <summary>The most the request may cost.</summary>
    MaxCost,

    /// <summary>The longest acceptable wait for the first content.</summary>
    MaxFirstToken,

    /// <summary>The longest acceptable time to the end.</summary>
    MaxTotal,

    /// <summary>The regions allowed.</summary>
    Regions,

    /// <summary>The models allowed.</summary>
    AllowedModels,

    /// <summary>The models denied.</summary>
    DeniedModels,

    /// <summary>The providers allowed.</summary>
    AllowedProviders,

    /// <summary>The providers denied.</summary>
    DeniedProviders,

    /// <summary>The model must be named.</summary>
    Name,

    /// <summary>The prompt, or the answer asked for, is too long.</summary>
    Prompt,

    /// <summary>Time.</summary>
    Wait,

    /// <summary>A key that the router lacks.</summary>
    Credential,

    /// <summary>A virtual key that reaches more.</summary>
    Key,

    /// <summary>What an operator has switched off or taken out.</summary>
    Enable,
}
