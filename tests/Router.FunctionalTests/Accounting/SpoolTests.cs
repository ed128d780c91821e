using System.Diagnostics.Metrics;
using System.Text;
using Aspire.Catalog.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;
using Router.Grpc.Settings;
using Router.Grpc.Telemetry;
using TestKit;

namespace Router.FunctionalTests.Accounting;

public sealed class SpoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogCapture _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public void Dispose()
    {
        _services.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_written_is_read_back_in_order()
    {
        using var spool = Open();

        spool.Add(Event("a"));
        spool.Add(Event("b"));
        spool.CloseSegment();

        Assert.Equal(["a", "b"], Ids(spool));
    }

    [Fact]
    public void An_attempt_that_a_killed_process_left_open_becomes_unknown()
    {
        using (var killed = Open())
        {
            killed.Open(Event("lost", "unknown"));
            killed.Open(Event("settled", "unknown"));
            killed.Add(Event("settled", "ok"));
        }

        using var next = Open();
        next.CloseSegment();

        Assert.Equal([("settled", "ok"), ("lost", "unknown")], Events(next).Select(row => (row.EventId, row.Attempt.Outcome)));
    }

    [Fact]
    public void An_attempt_that_reached_nobody_leaves_no_trace()
    {
        using (var killed = Open())
        {
            killed.Open(Event("unreached", "unknown"));
            killed.Void("unreached");
        }

        using var next = Open();
        next.CloseSegment();

        Assert.Empty(Ids(next));
    }

    [Fact]
    public void What_is_written_is_in_the_file_at_once()
    {
        using var spool = Open();

        spool.Open(Event("attempt", "unknown"));
        spool.Add(Event("attempt"));
        spool.Add(Event("decision"));

        var records = SpoolSegment.Read(Directory.GetFiles(_folder.Path, "*.segment").Single(), out var unreadable);
        Assert.Equal(["attempt", "attempt", "decision"], records.Select(static record => record.Event.EventId));
        Assert.Equal(0, unreadable);
    }

    [Fact]
    public void A_record_longer_than_what_is_mapped_at_a_time_is_kept()
    {
        using var spool = Open();
        var refusal = new LedgerEvent { EventId = "long", Decision = new() { DecisionJson = new('x', 1_000_000) } };

        spool.Add(Event("before"));
        spool.Add(refusal);
        spool.Add(Event("after"));
        spool.CloseSegment();

        Assert.Equal(["before", "long", "after"], Ids(spool));
        Assert.Equal(refusal, Events(spool)[1]);
    }

    [Fact]
    public void Explanations_are_read_back_whole_from_every_segment()
    {
        using var spool = Open();

        // More kinds than a segment keeps patterns of, and each of them twice in a row and again.
        string[] texts = [.. Enumerable.Range(0, 40).Select(static number => Explanation(kind: number / 2 % 7, number))];
        for (var number = 0; number < texts.Length; number++)
        {
            spool.Explain($"{number:D2}", texts[number]);
            if (number % 16 == 15)
            {
                spool.CloseSegment();
            }
        }

        spool.CloseSegment();

        Assert.Equal(3, spool.ClosedSegments().Length);
        Assert.Equal(texts, Events(spool).Select(static row => row.Decision.DecisionJson));
        Assert.Equal(Ids(spool), Events(spool).Select(static row => row.Decision.DecisionId));
    }

    [Fact]
    public void An_explanation_like_one_before_takes_little_room()
    {
        using var spool = Open();

        spool.Explain("first", Explanation(kind: 0, number: 1));
        var first = spool.WaitingBytes;
        spool.Explain("alike", Explanation(kind: 0, number: 2));

        Assert.InRange(spool.WaitingBytes, first + 1, first * 5 / 4);
    }

    [Fact]
    public void An_orphan_is_settled_once_however_often_the_process_starts()
    {
        Open().Use(killed => killed.Open(Event("lost", "unknown")));
        Open().Use(static _ => { });

        using var third = Open();
        third.CloseSegment();

        Assert.Equal(["lost"], Ids(third));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    public void A_record_cut_short_costs_only_itself(int lost)
    {
        Open().Use(killed =>
        {
            killed.Add(Event("whole"));
            killed.Add(Event("cut"));
        });
        using (var file = new FileStream(Directory.GetFiles(_folder.Path, "*.segment").Single(), FileMode.Open))
        {
            file.SetLength(file.Length - lost);
        }

        using var next = Open();
        next.CloseSegment();

        Assert.Equal(["whole"], Ids(next));
        Assert.Contains(_log.Lines, line => line.Event.Id == 303);
    }

    [Fact]
    public void A_damaged_record_is_not_believed()
    {
        Open().Use(killed => killed.Add(Event("a")));
        var path = Directory.GetFiles(_folder.Path, "*.segment").Single();
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 0x20;
        File.WriteAllBytes(path, bytes);

        using var next = Open();
        next.CloseSegment();

        Assert.Empty(Ids(next));
    }

    [Fact]
    public void An_open_attempt_survives_the_deletion_of_the_segment_it_began_in()
    {
        Open().Use(killed =>
        {
            killed.Open(Event("long", "unknown"));
            killed.CloseSegment();
            foreach (var stored in killed.ClosedSegments())
            {
                killed.Delete(stored);
            }
        });

        using var next = Open();
        next.CloseSegment();

        Assert.Equal(["long"], Ids(next));
    }

    [Fact]
    public void Beyond_the_limit_the_oldest_goes_and_the_log_says_so()
    {
        using var spool = Open(limit: 64 * 1024, segment: 4 * 1024);

        for (var i = 0; i < 3_000; i++)
        {
            spool.Add(Event($"event-{i:D5}"));
        }

        spool.CloseSegment();

        Assert.InRange(spool.WaitingBytes, 1, 64 * 1024);
        Assert.Equal("event-02999", Ids(spool)[^1]);
        Assert.Contains(_log.Lines, line => line.Event.Id == 302);
    }

    [Fact]
    public void One_process_at_a_time_owns_the_folder()
    {
        using var first = Open();

        Assert.Throws<IOException>(() => SpoolFolder.Open(_folder.Path));
    }

    private static LedgerEvent Event(string id, string outcome = "ok") => new() { EventId = id, Attempt = new() { Outcome = outcome } };

    private static string Explanation(int kind, int number) =>
        "{" + string.Join(',', Enumerable.Range(0, 100).Select(member => $"\"{kind}-{member}\":{(member == 50 ? number : kind)}")) + "}";

    private static IReadOnlyList<LedgerEvent> Events(Spool spool) => Running.Ledger.Read(spool.ClosedSegments()).Events;

    private static string[] Ids(Spool spool) => [.. Events(spool).Select(row => row.EventId)];

    private Spool Open(long limit = 1024 * 1024, int segment = 64 * 1024)
    {
        var settings = RouterSettingsReader.Read(new Microsoft.Extensions.Configuration.ConfigurationManager(), out _) with
        {
            Spool = new() { Directory = _folder.Path, LimitBytes = limit, SegmentBytes = segment },
        };
        var meter = new RouterMeter(_services.GetRequiredService<IMeterFactory>());
        var logging = LoggerFactory.Create(builder => builder.AddProvider(_log));
        return new(new(settings, null, SpoolFolder.Open(_folder.Path)), new(meter), logging.CreateLogger<Spool>());
    }
}

/// <summary>What a process does before it is killed.</summary>
internal static class SpoolUse
{
    public static void Open(this Spool spool, LedgerEvent ifLost) => spool.Append(SpoolPad.Of(SpoolRecordKind.Opened, ifLost));

    public static void Explain(this Spool spool, string id, string json)
    {
        var pad = SpoolPad.Begin(SpoolRecordKind.Final, id);
        var row = pad.Begin(LedgerEvent.DecisionFieldNumber);
        pad.Text(DecisionEvent.DecisionIdFieldNumber, id);
        pad.Explain(Encoding.UTF8.GetBytes(json));
        pad.End(row);
        spool.Append(pad);
    }

    public static void Use(this Spool spool, Action<Spool> action)
    {
        using (spool)
        {
            action(spool);
        }
    }
}
