using Microsoft.Extensions.Configuration;
using Router.Grpc.Caching;
using Router.Grpc.Settings;
using TestKit;

namespace Router.FunctionalTests.Caching;

public sealed class LocalAnswersTests
{
    private readonly FakeClock _clock = new();
    private readonly LocalAnswers _answers;

    public LocalAnswersTests()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Router:Cache:LocalBytes", "10000")]).Build();
        _answers = new(RouterSettingsReader.Read(configuration, out var faults), _clock);
        Assert.Empty(faults);
    }

    [Fact]
    public void An_answer_is_found_until_its_time_is_over()
    {
        _answers.Keep(Key(1), Answer(100));

        Assert.NotNull(_answers.Find(Key(1)));
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(_answers.Find(Key(1)));
        Assert.Equal(0, _answers.Bytes);
    }

    [Fact]
    public void Those_not_used_for_longest_make_room()
    {
        _answers.Keep(Key(1), Answer(4000));
        _answers.Keep(Key(2), Answer(4000));
        _answers.Find(Key(1));

        _answers.Keep(Key(3), Answer(4000));

        Assert.NotNull(_answers.Find(Key(1)));
        Assert.Null(_answers.Find(Key(2)));
        Assert.NotNull(_answers.Find(Key(3)));
        Assert.True(_answers.Bytes <= 10_000);
    }

    [Fact]
    public void One_that_is_larger_than_all_there_is_is_not_kept()
    {
        _answers.Keep(Key(1), Answer(20_000));

        Assert.Null(_answers.Find(Key(1)));
        Assert.Equal(0, _answers.Bytes);
    }

    [Fact]
    public void What_is_shared_reads_as_it_was_written()
    {
        var answer = new CachedAnswer(new("data: é\n\n"u8), "text/event-stream", ["seed", "user"], DateTimeOffset.UnixEpoch);

        var read = CachedAnswer.From(answer.ToBytes())!;

        Assert.Equal(answer.ToBytes(), read.ToBytes());
        Assert.Equal((answer.MediaType, answer.Expires), (read.MediaType, read.Expires));
        Assert.Equal(answer.Dropped, read.Dropped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    [InlineData("{}\nbody")]
    [InlineData("{\"Dropped\":[],\"Expires\":9223372036854775807}\nbody")]
    public void What_others_wrote_is_no_answer(string bytes) => Assert.Null(CachedAnswer.From(System.Text.Encoding.UTF8.GetBytes(bytes)));

    private static CacheKey Key(int number) => new($"{number}");

    private CachedAnswer Answer(int length) => new(new KeptBytes(new byte[length]), null, [], _clock.GetUtcNow() + TimeSpan.FromHours(1));
}
