namespace Catalog.Api.Import;

/// <summary>Providers that price maps call otherwise than we do.</summary>
internal static class PriceMapProviders
{
    public static string Ours(string theirs) => theirs switch
    {
        "moonshot" => "kimi",
        "text-completion-openai" => "openai",
        _ => theirs,
    };

    public static string Theirs(string ours) => ours == "kimi" ? "moonshot" : ours;
}
