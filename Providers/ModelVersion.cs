namespace Providers;

/// <summary>The version that makers write into the names of their models: 4.5 of <c>claude-haiku-4-5-20251001</c>, 3 of <c>gemini-3-pro</c>.</summary>
internal static class ModelVersion
{
    // A longer number is a date.
    private const int MostDigits = 2;

    /// <returns>Null where the name has none.</returns>
    public static (int Major, int Minor)? Of(string model)
    {
        int? major = null;
        foreach (var part in model.Split('-', '.'))
        {
            if (part.Length <= MostDigits && int.TryParse(part, System.Globalization.NumberStyles.None, null, out var number))
            {
                if (major is { } first)
                {
                    return (first, number);
                }

                major = number;
            }
            else if (major is { } only)
            {
                return (only, 0);
            }
        }

        return major is { } last ? (last, 0) : null;
    }
}
