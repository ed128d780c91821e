using System.IO.Compression;
using System.Text;

namespace Routing.Quality.Data;

/// <summary>Reads CSV with quoted fields, plain or gzipped, one row at a time by column name.</summary>
internal static class CsvReader
{
    public static IEnumerable<Func<string, string>> Read(string path)
    {
        using var reader = Open(path);
        var header = Row(reader) ?? throw new InvalidDataException($"{path} is empty.");
        var columns = header.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i);
        while (Row(reader) is { } row)
        {
            if (row.Count != header.Count)
            {
                throw new InvalidDataException($"{path}: a row has {row.Count} fields and the header {header.Count}.");
            }

            yield return name => columns.TryGetValue(name, out var i) ? row[i] : throw new InvalidDataException($"{path} has no column {name}.");
        }
    }

    private static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
    }

    private static List<string>? Row(StreamReader reader)
    {
        if (reader.Peek() < 0)
        {
            return null;
        }

        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var next = reader.Read();
            if (next < 0 || (!quoted && next == '\n'))
            {
                fields.Add(field.ToString());
                return fields;
            }

            var c = (char)next;
            if (c == '"')
            {
                if (quoted && reader.Peek() == '"')
                {
                    field.Append((char)reader.Read());
                }
                else
                {
                    quoted = !quoted;
                }
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c != '\r' || quoted)
            {
                field.Append(c);
            }
        }
    }
}
