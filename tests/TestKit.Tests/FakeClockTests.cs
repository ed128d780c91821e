namespace TestKit.Tests;

public sealed class FakeClockTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Time_moves_only_when_advanced()
    {
        var start = _clock.GetUtcNow();
        var stamp = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(start + TimeSpan.FromMinutes(3), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(3), _clock.GetElapsedTime(stamp));
    }

    [Fact]
    public async Task A_delay_ends_when_its_moment_is_reached()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _clock);

        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await delay.WaitAsync(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_moment()
    {
        var start = _clock.GetUtcNow();
        var fired = new List<string>();
        using var late = _clock.CreateTimer(_ => Note("late"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = _clock.CreateTimer(_ => Note("often"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["often 2", "often 4", "late 5", "often 6"], fired);
        void Note(string name) => fired.Add($"{name} {(_clock.GetUtcNow() - start).TotalSeconds}");
    }

    [Fact]
    public void A_disposed_timer_stays_silent()
    {
        var fired = 0;
        _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)).Dispose();

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, fired);
        Assert.Equal(0, _clock.ActiveTimers);
    }
}
