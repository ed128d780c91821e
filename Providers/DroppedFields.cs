namespace Providers;

/// <summary>Says which request fields a translation left out, so that the answer can name them.</summary>
public static class DroppedFields
{
    private static readonly HttpRequestOptionsKey<IReadOnlyList<string>> Key = new("Aspire.Routing.DroppedFields");

    /// <summary>Names the fields that the upstream's format cannot say; empty when none were dropped.</summary>
    public static IReadOnlyList<string> Of(HttpRequestMessage request) =>
        request.Options.TryGetValue(Key, out var fields) ? fields : [];

    internal static void Set(HttpRequestMessage request, IReadOnlyList<string> fields)
    {
        if (fields.Count > 0)
        {
            request.Options.Set(Key, fields);
        }
    }
}
