using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line a resource wrote to its output.</summary>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

/// <summary>Hands on what the resources write: first the latest lines, then each new one.</summary>
public class ResourceLoggerService
{
    private const int LinesKept = 200;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Book> _books = [];

    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    public async IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<LogLine>();
        Book book;
        LogLine[] kept;
        lock (_gate)
        {
            book = Open(resourceName);
            kept = [.. book.Latest];
            book.Watchers.Add(channel);
        }

        try
        {
            if (kept.Length > 0)
            {
                yield return kept;
            }

            await foreach (var line in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return [line];
            }
        }
        finally
        {
            lock (_gate)
            {
                book.Watchers.Remove(channel);
            }
        }
    }

    internal void Append(string resourceName, string content, bool isError)
    {
        lock (_gate)
        {
            var book = Open(resourceName);
            var line = new LogLine(++book.Count, content, isError);
            book.Latest.Enqueue(line);
            if (book.Latest.Count > LinesKept)
            {
                book.Latest.Dequeue();
            }

            foreach (var watcher in book.Watchers)
            {
                watcher.Writer.TryWrite(line);
            }
        }
    }

    /// <summary>What follows comes from a new process.</summary>
    internal void MarkStart(string resourceName)
    {
        lock (_gate)
        {
            var book = Open(resourceName);
            book.StartedAfter = book.Count;
        }
    }

    internal IReadOnlyList<LogLine> SinceStart(string resourceName)
    {
        lock (_gate)
        {
            var book = Open(resourceName);
            return [.. book.Latest.Where(line => line.LineNumber > book.StartedAfter)];
        }
    }

    private Book Open(string resourceName)
    {
        if (!_books.TryGetValue(resourceName, out var book))
        {
            _books[resourceName] = book = new Book();
        }

        return book;
    }

    private sealed class Book
    {
        public int Count { get; set; }

        public int StartedAfter { get; set; }

        public Queue<LogLine> Latest { get; } = [];

        public List<Channel<LogLine>> Watchers { get; } = [];
    }
}
