using Router.Grpc.Forwarding;
using Routing.Explaining;

namespace Router.Grpc.Explaining;

/// <summary>The explanation of a call that has been decided on.</summary>
internal static class ExplainedCall
{
    public static Explanation Of(ChatCall call) => Explanation.Of(call.Input, call.Decision) with { DecisionId = call.DecisionId };

    /// <summary>As JSON, when the call asks for it.</summary>
    /// <returns>Null when it does not.</returns>
    public static byte[]? JsonIfAsked(ChatCall call, IHeaderDictionary headers) => ExplainHeader.Asks(headers) ? ExplanationJson.Of(Of(call)) : null;
}
