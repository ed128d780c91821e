namespace Admin.Web.Overview;

/// <summary>The services whose health the console shows, by the names under which they are discovered.</summary>
internal static class StackServices
{
    /// <summary>The HTTP client for all of them.</summary>
    public const string Client = "stack";

    public const string Catalog = "catalog-api";
    public const string Router = "router";
    public const string Worker = "providers-worker";

    public static readonly IReadOnlyList<string> All = [Catalog, Router, Worker];
}
