namespace Routing.Decisions;

/// <summary>Why no decision could be made.</summary>
public enum RoutingErrorKind
{
    /// <summary>No model is registered at all.</summary>
    EmptyCatalog,

    /// <summary>The name leads to no model.</summary>
    UnknownModel,

    /// <summary>The catalog has no such tier.</summary>
    UnknownTier,

    /// <summary>Models are there, none of them may serve.</summary>
    NoUsableCandidate,

    /// <summary>The selector is not of a form that is served.</summary>
    InvalidSelector,

    /// <summary>The request asks for a ranking policy that the catalog does not have.</summary>
    UnknownPolicy,

    /// <summary>Nobody keeps the response that the request goes on from.</summary>
    UnknownResponse,
}
