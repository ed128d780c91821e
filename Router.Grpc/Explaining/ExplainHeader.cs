namespace Router.Grpc.Explaining;

/// <summary>The header by which a chat asks for its explanation.</summary>
internal static class ExplainHeader
{
    public const string Name = "x-routing-explain";

    public static bool Asks(IHeaderDictionary headers) =>
        headers.TryGetValue(Name, out var values) && values is [{ } value] && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
