using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.SharedHealth;

namespace ServiceDefaults.Tests.SharedHealth;

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
        var one = View(Chat(Mini, score: 79) with { Samples = 9.1, Latency = TimeSpan.FromMilliseconds(200), FirstContent = TimeSpan.FromMilliseconds(50) });
        var other = View(Chat(Mini, score: 81) with { Samples = 15.9, Latency = TimeSpan.FromMilliseconds(300), FirstContent = TimeSpan.FromMilliseconds(70) });
        var third = View(Chat(Mini, score: 81) with { Samples = 16.1 });

        Assert.Equal(one.Id, other.Id);
        Assert.Equal((64, 256), (one.States[Mini].FirstTokenMillis, one.States[Mini].LatencyMillis));
        Assert.NotEqual(one.Id, third.Id);
    }

    private static HealthView View(params SubjectHealth[] subjects) => new(SharedHealthView.Of(Reading(subjects), [Mini]));

    private static HealthReading Reading(params SubjectHealth[] subjects) => new(Now, [.. subjects]);

    private static SubjectHealth Provider(int score) => Of(HealthSubject.Of(new ProviderId("openai")), score);

    private static SubjectHealth Chat(DeploymentId deployment, int score) => Of(HealthSubject.Of(deployment), score);

    private static SubjectHealth Of(HealthSubject subject, int score) =>
        new() { Subject = subject, Score = score, Samples = 8, ObservedAt = Now };
}
