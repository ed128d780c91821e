using System.Collections.Immutable;

namespace Routing.Health;

/// <summary>Successes and failures of which older ones count less: half after each half-life of their window.</summary>
/// <param name="Succeeded">Faded number of successes.</param>
/// <param name="Failed">Faded number of failures for which the upstream is to blame.</param>
public readonly record struct OutcomeSums(double Succeeded, double Failed)
{
    /// <summary>Half-lives of the windows in which outcomes are added up, the longest first; each is about a quarter of the one before.</summary>
    public static readonly ImmutableArray<TimeSpan> HalfLives =
        [TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(75), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5)];

    /// <summary>Faded number of outcomes.</summary>
    public double Samples => Succeeded + Failed;

    /// <summary>From 0 to 1; 0 while nothing is known.</summary>
    public double FailureRatio => Samples > 0 ? Failed / Samples : 0;

    /// <summary>What is left of an outcome after a while: 1 at once, half after a half-life.</summary>
    public static double Left(TimeSpan passed, TimeSpan halfLife) => Math.Min(1, Math.Pow(2, -(passed / halfLife)));

    /// <summary>The same a while later.</summary>
    public OutcomeSums Faded(TimeSpan passed, TimeSpan halfLife)
    {
        var left = Left(passed, halfLife);
        return new(Succeeded * left, Failed * left);
    }

    /// <summary>Both together; both must be faded to the same moment.</summary>
    public static OutcomeSums operator +(OutcomeSums left, OutcomeSums right) => new(left.Succeeded + right.Succeeded, left.Failed + right.Failed);
}
