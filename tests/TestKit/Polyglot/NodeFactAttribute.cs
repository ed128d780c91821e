using Xunit;

namespace TestKit.Polyglot;

/// <summary>A test that needs Node and npm. Where they are missing it fails on CI and is reported as not run elsewhere.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly string? Reason = NeedsTool.SkipReason("Node 20 with npm is not installed", "npm", "--version");

    /// <summary>Asks for npm once per process.</summary>
    public NodeFactAttribute() => Skip = Reason;
}
