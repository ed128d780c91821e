namespace Catalog.Api.Views;

/// <summary>Names of tables that earlier systems filled by hand, and what takes their place.</summary>
internal static class LegacyTables
{
    /// <summary>The registry itself: nothing is narrowed.</summary>
    public const string Registry = "model_registry";

    /// <summary>The name that takes its place; the name itself when it is none of theirs.</summary>
    public static string Translate(string name) => name switch
    {
        "unified_models" or "models" or "Model" => Registry,
        "my_free_models" => "free-models",
        "openrouterfree" => "openrouter-free",
        _ => name,
    };
}
