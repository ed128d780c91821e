namespace Providers.Streams;

/// <summary>Reads newline-delimited JSON out of a stream as it comes. One line may take at most the limit.</summary>
internal sealed class NdjsonReader(Stream stream, int limit = LineBuffer.DefaultLimit) : IDisposable
{
    private readonly LineBuffer _lines = new(stream, limit);

    /// <summary>The line; its memory is reused by the next read.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    /// <summary>Whether the stream ended before the line did.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads the next line that is not blank.</summary>
    /// <returns>False at the end of the stream.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _lines.Forget();
            if (!_lines.TryNext(out var start, out var length))
            {
                if (await _lines.FillAsync(cancellationToken))
                {
                    continue;
                }

                if (!_lines.TryRest(out start, out length))
                {
                    return false;
                }

                IsCut = true;
            }

            if (length > 0)
            {
                Data = _lines.Slice(start, length);
                return true;
            }
        }
    }

    public void Dispose() => _lines.Dispose();
}
