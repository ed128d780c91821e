using Routing.Catalog;
using Routing.Health;

namespace Routing.Tests.Health;

public class SubjectRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly HealthSubject Subject = HealthSubject.Of(new DeploymentId(new("oak"), "small"));

    [Fact]
    public void Observations_in_any_order_give_the_same_record()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var observations = Enumerable.Range(0, 30).Select(_ => Any(random)).ToArray();
            var expected = Merge(observations);
            for (var order = 0; order < 5; order++)
            {
                random.Shuffle(observations);
                AssertSame(expected, Merge(observations));
            }
        }
    }

    [Fact]
    public void The_moment_at_which_an_observation_arrives_does_not_matter()
    {
        var observation = new HealthObservation { Subject = Subject, Successes = 3, Failures = 2, Cause = "down" };

        var atOnce = SubjectRecord.New(Subject, Now).Merge(observation, Now);
        var late = SubjectRecord.New(Subject, Now).Merge(observation with { Age = TimeSpan.FromMinutes(7) }, Now.AddMinutes(7));

        AssertSame(atOnce, late);
    }

    [Fact]
    public void What_failed_before_a_circuit_closed_counts_no_longer_however_late_it_is_told()
    {
        var open = SubjectRecord.New(Subject, Now).Merge(new() { Subject = Subject, Failures = 9, Cause = "down" }, Now);
        var closed = open.Turn(new(Opens: false, TimeSpan.Zero, 1, "A trial went well."), Now.AddMinutes(1));

        var late = closed.Merge(new() { Subject = Subject, Failures = 9, Cause = "down", Age = TimeSpan.FromMinutes(1) }, Now.AddMinutes(1.5));

        Assert.Equal(100, SubjectHealth.Of(late, Now.AddMinutes(2)).Score);
        Assert.Null(late.Cause);
    }

    [Fact]
    public void A_reset_leaves_nothing_against_it()
    {
        var bad = SubjectRecord.New(Subject, Now)
            .Merge(new() { Subject = Subject, Failures = 9, Cause = "down", Cooldown = TimeSpan.FromHours(1) }, Now)
            .Turn(new(Opens: true, TimeSpan.FromMinutes(1), 1, "down"), Now) with
        { Isolation = new("no", "ops", Now), Slow = "slow" };

        var health = SubjectHealth.Of(bad.Reset(Now.AddSeconds(1)), Now.AddSeconds(1));

        Assert.Equal((100, CircuitState.Closed), (health.Score, health.State));
        Assert.Null(health.CoolingUntil ?? (object?)health.Isolation ?? health.Slow ?? health.Cause);
    }

    private static SubjectRecord Merge(IEnumerable<HealthObservation> observations) => observations.Aggregate(
        SubjectRecord.New(Subject, Now) with { Since = Now.AddMinutes(-20) }, static (record, observation) => record.Merge(observation, Now));

    private static HealthObservation Any(Random random) => new()
    {
        Subject = Subject,
        Age = TimeSpan.FromSeconds(random.Next(0, 30 * 60)),
        Successes = random.Next(0, 20),
        Failures = random.Next(0, 20),
        Latency = TimeSpan.FromMilliseconds(random.Next(0, 20_000)),
        LatencyLogs = random.Next(0, 200),
        FirstContents = random.Next(0, 20),
        FirstContent = TimeSpan.FromMilliseconds(random.Next(0, 9_000)),
        FirstContentLogs = random.Next(0, 200),
        Cause = random.Next(2) == 0 ? null : $"cause {random.Next(1000)}",
        Cooldown = random.Next(2) == 0 ? null : TimeSpan.FromMinutes(random.Next(60, 600)),
        NextProbe = random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(1, 600)),
    };

    private static void AssertSame(SubjectRecord expected, SubjectRecord actual)
    {
        for (var window = 0; window < OutcomeSums.HalfLives.Length; window++)
        {
            Assert.Equal(expected.SumsAt(window, Now).Succeeded, actual.SumsAt(window, Now).Succeeded, 6);
            Assert.Equal(expected.SumsAt(window, Now).Failed, actual.SumsAt(window, Now).Failed, 6);
        }

        Assert.Equal(expected.Run.SucceededAt, actual.Run.SucceededAt);
        Assert.Equal(expected.Run.FailedAt.AsEnumerable(), actual.Run.FailedAt);
        var (before, after) = (SubjectHealth.Of(expected, Now.AddMinutes(1)), SubjectHealth.Of(actual, Now.AddMinutes(1)));
        Assert.Equal(before.Latency?.TotalMilliseconds ?? 0, after.Latency?.TotalMilliseconds ?? 0, 3);
        Assert.Equal(before.FirstContent?.TotalMilliseconds ?? 0, after.FirstContent?.TotalMilliseconds ?? 0, 3);
        Assert.Equal((before.Score, before.Cause, before.CoolingUntil, before.NextProbe), (after.Score, after.Cause, after.CoolingUntil, after.NextProbe));
        Assert.Equal((expected.Whole, expected.Opening), (actual.Whole, actual.Opening));
    }
}
