// Sessions, signals and /proc are how these tests see that nothing is left running.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Stack.Tests;

/// <summary>Stacks are large: their tests take turns.</summary>
[CollectionDefinition(Name)]
public sealed class OneStackAtATime
{
    public const string Name = "stack";
}
