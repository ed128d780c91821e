namespace Providers;

/// <summary>Says which request fields a translation left out, so that the answer can name them.</summary>
public static class DroppedFields
{
    /// <summary>Names the fields that the upstream's format cannot say; empty when none were dropped.</summary>
    public static IReadOnlyList<string> Of(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Content is SplicedContent body ? body.Dropped : [];
    }

    /// <summary>Names them, once the body is there.</summary>
    internal static void Set(HttpRequestMessage request, IReadOnlyList<string> fields) => ((SplicedContent)request.Content!).Dropped = fields;
}
