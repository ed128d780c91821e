using Aspire.Hosting.Engine;

namespace Compat.Tests.Hosting;

public class RestartPausesTests
{
    private static readonly TimeSpan Briefly = TimeSpan.FromSeconds(1);

    [Fact]
    public void Pauses_double_from_half_a_second_up_to_thirty_seconds()
    {
        var pauses = new RestartPauses(new EngineSettings());

        var seconds = Enumerable.Range(0, 9).Select(_ => pauses.Next(Briefly).TotalSeconds);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30, 30], seconds);
    }

    [Fact]
    public void A_process_that_ran_well_for_a_minute_starts_over_with_the_short_pause()
    {
        var pauses = new RestartPauses(new EngineSettings());
        pauses.Next(Briefly);
        pauses.Next(Briefly);

        Assert.Equal(TimeSpan.FromSeconds(0.5), pauses.Next(TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.FromSeconds(1), pauses.Next(Briefly));
    }
}
