using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Catalog.Api.Reports;

/// <summary>A table as CSV (RFC 4180).</summary>
/// <param name="columns">Names of the columns.</param>
/// <param name="rows">Their values, row by row.</param>
/// <param name="fileName">The name under which browsers save it.</param>
internal sealed class CsvTable(IReadOnlyList<string> columns, IEnumerable<IEnumerable<string>> rows, string fileName) : IResult
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\r\n" };

    /// <summary>A text of others' as a cell: what a spreadsheet would take for a formula begins with an apostrophe, which makes it a text.</summary>
    public static string Text(string value) => value.Length > 0 && "=+-@\t\r".Contains(value[0], StringComparison.Ordinal) ? $"'{value}" : value;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8; header=present";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await using var writer = new StreamWriter(httpContext.Response.Body);
        await using var csv = new CsvWriter(writer, Format);
        await WriteAsync(csv, columns);
        foreach (var row in rows)
        {
            await WriteAsync(csv, row);
        }
    }

    private static Task WriteAsync(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        return csv.NextRecordAsync();
    }
}
