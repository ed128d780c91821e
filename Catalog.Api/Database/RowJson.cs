using System.Text.Json;

namespace Catalog.Api.Database;

/// <summary>Hands rows to PostgreSQL as one JSON array, whose fields are named like the columns (<c>jsonb_to_recordset</c>).</summary>
internal static class RowJson
{
    public static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static string Of<T>(IReadOnlyCollection<T> rows) => JsonSerializer.Serialize(rows, Format);

    /// <summary>One value, for a column.</summary>
    public static string OfValue<T>(T value) => JsonSerializer.Serialize(value, Format);
}
