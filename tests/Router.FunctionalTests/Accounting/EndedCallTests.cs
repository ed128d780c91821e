using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Settings;
using Router.Grpc.Telemetry;
using Routing.Decisions;
using TestKit;

namespace Router.FunctionalTests.Accounting;

/// <summary>When decisions are written down after their requests have ended.</summary>
public sealed class EndedCallTests : IDisposable
{
    private static readonly DecisionInput Input = new()
    {
        Index = new(Catalogs.Of(new Uri("http://127.0.0.1:9"))),
        Selector = "fast",
        SupportedProfiles = new(["openai-compatible"]),
        Time = DateTimeOffset.UnixEpoch,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly FakeClock _clock = new();
    private readonly Spool _spool;
    private readonly EndedCalls _calls;

    public EndedCallTests()
    {
        var settings = RouterSettingsReader.Read(new ConfigurationManager(), out _) with { Spool = new() { Directory = _folder.Path, LimitBytes = 1024 * 1024, SegmentBytes = 64 * 1024 } };
        var meter = new RouterMeter(_services.GetRequiredService<IMeterFactory>());
        _spool = new(new(settings, null, SpoolFolder.Open(_folder.Path)), new(meter), NullLogger<Spool>.Instance);
        _calls = new(new DecisionLedger(_spool), _spool, _clock);
    }

    public void Dispose()
    {
        _calls.Dispose();
        _spool.Dispose();
        _services.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Some_wait_for_a_moment()
    {
        Add("a", "b");
        Assert.Equal(0, _spool.WaitingBytes);

        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.NotEqual(0, _spool.WaitingBytes);
        Assert.Equal(["a", "b"], Written());
    }

    [Fact]
    public void Many_do_not_wait()
    {
        string[] many = [.. Enumerable.Range(0, 16).Select(static number => $"{number}")];

        Add(many);

        Assert.NotEqual(0, _spool.WaitingBytes);
        Assert.Equal(many, Written());
    }

    [Fact]
    public void Whoever_closes_a_segment_has_all_of_them()
    {
        Add("a");
        Assert.Equal(["a"], Written());

        Add("b");
        Assert.Equal(["a", "b"], Written());
    }

    [Fact]
    public void The_end_of_the_process_leaves_none_behind()
    {
        Add("a");

        _calls.Dispose();

        Assert.NotEqual(0, _spool.WaitingBytes);
    }

    private void Add(params ReadOnlySpan<string> ids)
    {
        var decision = ((RoutingOutcome.Decided)RoutingPipeline.Decide(Input)).Decision;
        foreach (var id in ids)
        {
            _calls.Add(new(id, Caller.Anonymous, [], Input, decision, decision.Primary, 1, "ok", TimeSpan.Zero));
        }
    }

    private IEnumerable<string> Written()
    {
        _spool.CloseSegment();
        return Ledger.Read(_spool.ClosedSegments()).Decisions.Select(static row => row.DecisionId);
    }
}
