namespace Routing.Decisions;

/// <summary>The names under which parts of a decision leave the process: in protos, JSON and the ledger.</summary>
public static class DecisionNames
{
    /// <summary>Who gave the agent's part of the complexity: <c>request</c>, <c>profile</c>; empty when nobody did.</summary>
    public static string Of(AgentScoreSource source) => source switch
    {
        AgentScoreSource.Request => "request",
        AgentScoreSource.Profile => "profile",
        _ => "",
    };

    /// <summary>The rule, as in <c>explicit</c> or <c>default_model</c>.</summary>
    public static string Of(ResolvedBy rule) => rule switch
    {
        ResolvedBy.Explicit => "explicit",
        ResolvedBy.Alias => "alias",
        ResolvedBy.Preset => "preset",
        ResolvedBy.Family => "family",
        ResolvedBy.Tier => "tier",
        ResolvedBy.KeyDefault => "key_default",
        ResolvedBy.ProjectDefault => "project_default",
        ResolvedBy.DefaultModel => "default_model",
        ResolvedBy.Auto => "auto",
        ResolvedBy.Experiment => "experiment",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, null),
    };

    /// <summary>The role, as in <c>same_model</c>.</summary>
    public static string Of(CandidateRole role) => role switch
    {
        CandidateRole.Primary => "primary",
        CandidateRole.SameModel => "same_model",
        CandidateRole.Tier => "tier",
        CandidateRole.Fallback => "fallback",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>The reason, as in <c>credential_missing</c>.</summary>
    public static string Of(ExclusionReason reason) => reason switch
    {
        ExclusionReason.None => "none",
        ExclusionReason.NotInCatalog => "not_in_catalog",
        ExclusionReason.Disabled => "disabled",
        ExclusionReason.Lifecycle => "lifecycle",
        ExclusionReason.NotInActiveView => "not_in_active_view",
        ExclusionReason.ProfileUnsupported => "profile_unsupported",
        ExclusionReason.CredentialMissing => "credential_missing",
        ExclusionReason.NotInKeyScope => "not_in_key_scope",
        ExclusionReason.ProviderNotAllowed => "provider_not_allowed",
        ExclusionReason.ProviderDenied => "provider_denied",
        ExclusionReason.CapabilityMissing => "capability_missing",
        ExclusionReason.ContextTooSmall => "context_too_small",
        ExclusionReason.ModelNotAllowed => "model_not_allowed",
        ExclusionReason.ModelDenied => "model_denied",
        ExclusionReason.RegionNotAllowed => "region_not_allowed",
        ExclusionReason.PriceUnknown => "price_unknown",
        ExclusionReason.CostTooHigh => "cost_too_high",
        ExclusionReason.BudgetTooSmall => "budget_too_small",
        ExclusionReason.TooSlow => "too_slow",
        ExclusionReason.CircuitOpen => "circuit_open",
        ExclusionReason.CoolingDown => "cooling_down",
        ExclusionReason.Isolated => "isolated",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>What would have to change, as in <c>max_cost</c>.</summary>
    public static string Of(RelaxationKind kind) => kind switch
    {
        RelaxationKind.Capabilities => "required_capabilities",
        RelaxationKind.MinimumContext => "minimum_context",
        RelaxationKind.MaxCost => "max_cost_usd",
        RelaxationKind.MaxFirstToken => "max_first_token_ms",
        RelaxationKind.MaxTotal => "max_total_ms",
        RelaxationKind.Regions => "regions",
        RelaxationKind.AllowedModels => "allowed_models",
        RelaxationKind.DeniedModels => "denied_models",
        RelaxationKind.AllowedProviders => "allowed_providers",
        RelaxationKind.DeniedProviders => "denied_providers",
        RelaxationKind.Name => "model",
        RelaxationKind.Prompt => "prompt",
        RelaxationKind.Wait => "wait",
        RelaxationKind.Credential => "credential",
        RelaxationKind.Key => "key",
        RelaxationKind.Enable => "enable",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The kind of error, as in <c>no_usable_candidate</c>.</summary>
    public static string Of(RoutingErrorKind kind) => kind switch
    {
        RoutingErrorKind.EmptyCatalog => "empty_catalog",
        RoutingErrorKind.UnknownModel => "unknown_model",
        RoutingErrorKind.UnknownTier => "unknown_tier",
        RoutingErrorKind.NoUsableCandidate => "no_usable_candidate",
        RoutingErrorKind.InvalidSelector => "invalid_selector",
        RoutingErrorKind.UnknownPolicy => "unknown_policy",
        RoutingErrorKind.UnknownResponse => "unknown_response",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
