using Aspire.Catalog.V1;
using Router.Grpc.Accounting;

namespace Router.FunctionalTests.Accounting;

public sealed class SpoolPadTests
{
    private const string Id = "01999999-9999-7999-8999-999999999999";

    [Theory]
    [InlineData("short")]
    [InlineData("42 characters take one byte for the length")]
    [InlineData("43 characters may take two bytes for length")]
    [InlineData("ÄÖÜ 漢字 🙂")]
    public void Texts_are_read_as_they_were_written(string text)
    {
        var read = Read(pad => pad.Text(AttemptEvent.ModelFieldNumber, text));

        Assert.Equal(new AttemptEvent { Model = text }, read);
    }

    [Fact]
    public void A_text_longer_than_the_pad_is_written_whole()
    {
        var text = new string('x', 100_000);

        Assert.Equal(text, Read(pad => pad.Text(AttemptEvent.ModelFieldNumber, text)).Model);
    }

    [Fact]
    public void A_text_in_utf8_is_read_as_it_was_written() =>
        Assert.Equal("model é", Read(pad => pad.Text(AttemptEvent.ModelFieldNumber, "model é"u8)).Model);

    [Theory]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void Numbers_are_read_as_they_were_written(long number)
    {
        var read = Read(pad => pad.Number(AttemptEvent.LatencyMicrosFieldNumber, number));

        Assert.Equal(new AttemptEvent { LatencyMicros = number }, read);
    }

    [Fact]
    public void What_says_nothing_is_left_out_and_nought_is_not_absence()
    {
        var read = Read(static pad =>
        {
            pad.Text(AttemptEvent.ModelFieldNumber, "");
            pad.Text(AttemptEvent.ProviderFieldNumber, (string?)null);
            pad.Number(AttemptEvent.InputTokensFieldNumber, 0);
            pad.Flag(AttemptEvent.EstimatedFieldNumber, false);
            pad.Optional(AttemptEvent.FirstTokenMicrosFieldNumber, null);
            pad.Optional(AttemptEvent.CostNanosFieldNumber, 0);
        });

        Assert.Equal(new AttemptEvent { CostNanos = 0 }, read);
        Assert.False(read.HasFirstTokenMicros);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200)]
    [InlineData(20_000)]
    [InlineData(3_000_000)]
    public void Messages_within_are_read_as_they_were_written(int length)
    {
        var text = new string('y', length);
        var read = Read(pad =>
        {
            var scope = pad.Begin(AttemptEvent.ScopeFieldNumber);
            pad.Text(LedgerScope.KeyIdFieldNumber, text);
            pad.Flag(AttemptEvent.AttemptFieldNumber, false);
            pad.End(scope);
            pad.Flag(AttemptEvent.EstimatedFieldNumber, true);
        });

        Assert.Equal(new AttemptEvent { Scope = new() { KeyId = text }, Estimated = true }, read);
    }

    private static AttemptEvent Read(Action<SpoolPad> write)
    {
        var pad = SpoolPad.Begin(SpoolRecordKind.Opened, Id);
        var row = pad.Begin(LedgerEvent.AttemptFieldNumber);
        write(pad);
        pad.End(row);

        var bytes = pad.ToRecord(new());
        Assert.True(SpoolRecord.TryRead(ref bytes, new(), out var record));
        Assert.True(bytes.IsEmpty);
        Assert.Equal((SpoolRecordKind.Opened, Id), (record.Kind, record.Event.EventId));
        return record.Event.Attempt;
    }
}
