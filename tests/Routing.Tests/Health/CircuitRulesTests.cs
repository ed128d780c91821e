using Routing.Catalog;
using Routing.Health;

namespace Routing.Tests.Health;

public class CircuitRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly HealthSubject Subject = HealthSubject.Of(new DeploymentId(new("oak"), "small"));
    private static readonly SubjectRecord Unknown = SubjectRecord.New(Subject, Start);

    [Fact]
    public void A_few_failures_say_too_little() => Assert.Null(CircuitRules.Judge(Unknown.Merge(Failed(4), Start), Start));

    [Fact]
    public void Failures_alone_open_the_circuit_and_its_cause_is_told()
    {
        var turn = CircuitRules.Judge(Unknown.Merge(Failed(5), Start), Start);

        Assert.NotNull(turn);
        Assert.True(turn.Opens);
        Assert.Equal("100 % of its latest calls failed. It broke.", turn.Cause);
        Assert.Equal(CircuitRules.FirstPause, turn.For);
    }

    [Fact]
    public void One_failure_in_three_opens_nothing()
    {
        var record = Unknown;
        for (var second = 0; second < 600; second++)
        {
            record = record.Merge(second % 3 == 0 ? Failed(1) : Succeeded(1), Start.AddSeconds(second));
            Assert.Null(CircuitRules.Judge(record, Start.AddSeconds(second)));
        }
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(3_000)]
    public void An_outage_after_a_long_good_time_opens_it_soon_at_any_rate(double secondsBetween)
    {
        var record = Unknown;
        var now = Start;
        for (var call = 0; call < 2_000; call++)
        {
            now = now.AddSeconds(secondsBetween);
            record = record.Merge(Succeeded(1), now);
        }

        var began = now;
        var failures = 0;
        while (CircuitRules.Judge(record, now) is null && failures < 1_000)
        {
            now = now.AddSeconds(secondsBetween);
            record = record.Merge(Failed(1), now);
            failures++;
        }

        Assert.True(failures <= 16 || now - began < TimeSpan.FromSeconds(6), $"It took {failures} failures and {now - began}.");
    }

    [Fact]
    public void Of_what_is_called_now_and_then_a_success_among_failures_begins_anew()
    {
        var record = Unknown;
        for (var call = 0; call < 50; call++)
        {
            var now = Start.AddMinutes(10 * call);
            record = record.Merge(call % 5 == 0 ? Succeeded(1) : Failed(1), now);
            Assert.Null(CircuitRules.Judge(record, now));
        }
    }

    [Fact]
    public void A_busy_deployment_is_judged_by_its_last_seconds_not_by_its_last_hour()
    {
        var record = Unknown.Merge(Failed(5_000), Start);

        record = record.Merge(Succeeded(200), Start.AddMinutes(1));

        Assert.Null(CircuitRules.Judge(record, Start.AddMinutes(1)));
    }

    [Fact]
    public void The_pause_doubles_with_each_opening_in_a_row_up_to_the_longest()
    {
        var circuit = Unknown.Merge(Failed(5), Start).Turn(CircuitRules.Judge(Unknown.Merge(Failed(5), Start), Start)!, Start);
        var pauses = new List<double> { 15 };
        for (var i = 0; i < 6; i++)
        {
            var turn = CircuitRules.Tried(circuit.Circuit, "Still down.", Start);
            circuit = circuit.Turn(turn, Start);
            pauses.Add(turn.For.TotalSeconds);
        }

        Assert.Equal([15, 30, 60, 120, 240, 300, 300], pauses);
        Assert.Equal("A trial failed. Still down.", circuit.Circuit.Cause);
    }

    [Fact]
    public void A_circuit_that_opens_again_soon_after_it_closed_pauses_for_longer_and_one_closed_for_long_begins_anew()
    {
        var opened = Unknown.Turn(CircuitRules.Tried(Circuit.NeverOpened, "down", Start), Start);
        var closed = opened.Turn(CircuitRules.Tried(opened.Circuit, fault: null, Start.AddSeconds(20)), Start.AddSeconds(20));

        var soon = CircuitRules.Judge(closed.Merge(Failed(9), Start.AddSeconds(60)), Start.AddSeconds(60));
        var late = CircuitRules.Judge(closed.Merge(Failed(9), Start.AddSeconds(900)), Start.AddSeconds(900));

        Assert.Equal((30, 15), (soon!.For.TotalSeconds, late!.For.TotalSeconds));
    }

    [Fact]
    public void A_trial_that_goes_well_closes_it_and_forgets_what_failed_before()
    {
        var opened = Unknown.Merge(Failed(9), Start).Turn(CircuitRules.Tried(Circuit.NeverOpened, "down", Start), Start);

        var closed = opened.Turn(CircuitRules.Tried(opened.Circuit, fault: null, Start.AddSeconds(15)), Start.AddSeconds(15));

        Assert.Equal(CircuitState.Closed, closed.Circuit.StateAt(Start.AddSeconds(15)));
        Assert.Null(CircuitRules.Judge(closed, Start.AddSeconds(15)));
    }

    [Fact]
    public void While_a_trial_is_under_way_no_other_request_flows()
    {
        var circuit = new Circuit { IsOpen = true, OpenUntil = Start, TrialUntil = Start.AddSeconds(15) };

        Assert.Equal(CircuitState.Open, circuit.StateAt(Start.AddSeconds(14)));
        Assert.Equal(CircuitState.HalfOpen, circuit.StateAt(Start.AddSeconds(15)));
    }

    private static HealthObservation Succeeded(int count) => new() { Subject = Subject, Successes = count };

    private static HealthObservation Failed(int count) => new() { Subject = Subject, Failures = count, Cause = "It broke." };
}
