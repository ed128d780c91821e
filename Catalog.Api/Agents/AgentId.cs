using System.Diagnostics.CodeAnalysis;

namespace Catalog.Api.Agents;

/// <summary>An agent in an address, where the server leaves encoded slashes as they are.</summary>
internal readonly record struct AgentId(string Value) : IParsable<AgentId>
{
    public static AgentId Parse(string s, IFormatProvider? provider) => new(s.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AgentId result)
    {
        result = s is null ? default : Parse(s, provider);
        return s is { Length: > 0 };
    }
}
