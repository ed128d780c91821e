namespace Providers.OpenAi;

/// <summary>What stands at a <see cref="MessagePlace"/>.</summary>
internal enum MessagePlaceKind
{
    /// <summary>The id of a tool call.</summary>
    CallId,

    /// <summary>Google's signature of a tool call.</summary>
    Signature,

    /// <summary>The role <c>developer</c>.</summary>
    DeveloperRole,
}
