using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Health;

namespace Routing.Tests.Health;

public sealed class SharedHealthViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly DeploymentId Mini = new(new ProviderId("openai"), "gpt-4o-mini");
    private static readonly DeploymentId Large = new(new ProviderId("openai"), "gpt-4o");

    [Fact]
    public void Deployments_of_which_nothing_is_known_are_left_out()
    {
        Assert.Empty(SharedHealthView.Of(Reading(Provider(score: 20) with { Subject = HealthSubject.Of(new ProviderId("kimi")) }), [Mini]));
    }

    [Fact]
    public void A_provider_that_does_not_answer_lowers_all_of_its_deployments()
    {
        var states = SharedHealthView.Of(Reading(Provider(score: 20) with { Cause = "no connection" }, Chat(Mini, score: 100)), [Mini, Large]);

        Assert.Equal((20, "no connection"), (states[Mini].Score, states[Mini].Cause));
        Assert.Equal((20, "no connection"), (states[Large].Score, states[Large].Cause));
    }

    [Fact]
    public void A_deployments_own_failures_are_not_excused_by_a_provider_that_answers()
    {
        var states = SharedHealthView.Of(Reading(Provider(score: 100), Chat(Mini, score: 40) with { Cause = "overloaded" }), [Mini, Large]);

        Assert.Equal((40, "overloaded"), (states[Mini].Score, states[Mini].Cause));
        Assert.Equal(100, states[Large].Score);
    }

    [Fact]
    public void The_later_of_two_cooldowns_holds()
    {
        var states = SharedHealthView.Of(
            Reading(Provider(100) with { CoolingUntil = Now.AddMinutes(1) }, Chat(Mini, 100) with { CoolingUntil = Now.AddMinutes(2) }),
            [Mini, Large]);

        Assert.Equal(Now.AddMinutes(2), states[Mini].CoolingUntil);
        Assert.Equal(Now.AddMinutes(1), states[Large].CoolingUntil);
    }

    [Fact]
    public void Small_changes_give_the_same_view()
    {
        var one = View(Timed(Chat(Mini, 79, samples: 9.1), first: 50, latency: 200));
        var other = View(Timed(Chat(Mini, 81, samples: 15.9), first: 70, latency: 300));
        var third = View(Timed(Chat(Mini, 81, samples: 16.1), first: 70, latency: 300));

        Assert.Equal(one.Id, other.Id);
        Assert.Equal((64, 256), (one.States[Mini].FirstTokenMillis, one.States[Mini].LatencyMillis));
        Assert.NotEqual(one.Id, third.Id);
    }

    [Fact]
    public void An_open_circuit_shows_with_its_cause_and_is_due_for_a_trial_after_its_pause()
    {
        var open = Chat(Mini, 20).Turn(new(Opens: true, TimeSpan.FromSeconds(15), 1, "It failed."), Now);

        var during = SharedHealthView.Of(Reading(open), [Mini])[Mini];
        var after = SharedHealthView.Of(Reading(open) with { At = Now.AddSeconds(15) }, [Mini])[Mini];

        Assert.Equal((CircuitState.Open, "It failed."), (during.Circuit, during.Cause));
        Assert.Equal(CircuitState.HalfOpen, after.Circuit);
    }

    [Fact]
    public void A_provider_out_of_reach_closes_the_way_to_what_has_not_been_called_and_to_nothing_else()
    {
        var gone = Provider(20).Turn(new(Opens: true, TimeSpan.FromSeconds(15), 1, "No connection."), Now);

        var states = SharedHealthView.Of(Reading(gone, Chat(Large, 100)), [Mini, Large]);

        Assert.Equal((CircuitState.Open, CircuitState.Closed), (states[Mini].Circuit, states[Large].Circuit));
    }

    [Fact]
    public void What_an_operator_takes_out_is_out_whatever_else_is_known()
    {
        var record = Chat(Mini, 100) with { Isolation = new("maintenance", "ops", Now) };

        var state = SharedHealthView.Of(Reading(record), [Mini])[Mini];

        Assert.Equal((CircuitState.Isolated, "maintenance"), (state.Circuit, state.Cause));
    }

    [Fact]
    public void Chats_and_embeddings_are_judged_apart()
    {
        var reading = Reading(Of(HealthSubject.Of(Mini, HealthOperation.Embed), 20), Chat(Mini, 100));

        Assert.Equal(20, SharedHealthView.Of(reading, [Mini], HealthOperation.Embed)[Mini].Score);
        Assert.Equal(100, SharedHealthView.Of(reading, [Mini], HealthOperation.Chat)[Mini].Score);
    }

    private static HealthView View(params SubjectRecord[] subjects) => new(SharedHealthView.Of(Reading(subjects), [Mini]));

    private static HealthReading Reading(params SubjectRecord[] subjects) =>
        new(Now, subjects.ToImmutableDictionary(static record => record.Subject));

    private static SubjectRecord Provider(int score) => Of(HealthSubject.Of(new ProviderId("openai")), score);

    private static SubjectRecord Chat(DeploymentId deployment, int score, double samples = 8) => Of(HealthSubject.Of(deployment), score, samples);

    // The score takes one success for granted.
    private static SubjectRecord Of(HealthSubject subject, int score, double samples = 8)
    {
        var failed = samples + 1 - ((samples + 1) * score / 100);
        var record = SubjectRecord.New(subject, Now);
        return record with { Sums = record.Sums.SetItem(0, new(samples - failed, failed)), Cause = "a cause" };
    }

    private static SubjectRecord Timed(SubjectRecord record, double first, double latency) =>
        record with { Latency = latency * record.Sums[0].Succeeded, Begun = 1, First = first };
}
