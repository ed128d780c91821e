// Sessions, signals and /proc are how these tests see that nothing is left running.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// Stacks are large: they take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Stack.Tests;

/// <summary>Tests that only look at a running stack, or break what it mends itself, share one.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStack : ICollectionFixture<RunningStack>
{
    public const string Name = "shared stack";
}
