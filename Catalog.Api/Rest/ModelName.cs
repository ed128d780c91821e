using System.Diagnostics.CodeAnalysis;

namespace Catalog.Api.Rest;

/// <summary>A model's name in an address, where its slashes may stand raw or encoded; the server leaves encoded ones as they are.</summary>
internal readonly record struct ModelName(string Value) : IParsable<ModelName>
{
    public static ModelName Parse(string s, IFormatProvider? provider) => new(s.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelName result)
    {
        result = s is null ? default : Parse(s, provider);
        return s is { Length: > 0 };
    }

    public override string ToString() => Value;
}
