using Catalog.Api.Database;
using Catalog.Api.Revisions;
using Npgsql;
using ServiceDefaults.ControlPlane;

namespace Catalog.Api.Rest;

/// <summary>An edit over REST: who makes it, and the entity tag by which two of them do not overwrite each other.</summary>
internal sealed class Edits(NpgsqlDataSource database, IHttpContextAccessor http)
{
    /// <summary>The header in which callers say who they are.</summary>
    public const string ActorHeader = "x-changed-by";
    private const int LongestActor = 100;

    public Task<CatalogEdit> BeginAsync(CancellationToken cancellationToken) =>
        CatalogEdit.BeginAsync(database, ActorOf(http.HttpContext), cancellationToken);

    /// <summary>Who asks: as the caller says, else the admin key it came with.</summary>
    public static string ActorOf(HttpContext? context)
    {
        var actor = context?.Request.Headers[ActorHeader].ToString();
        var name = string.IsNullOrWhiteSpace(actor) ? context?.Features.Get<AdmittedCaller>()?.Name ?? "api" : actor;
        return name[..Math.Min(name.Length, LongestActor)];
    }

    /// <summary>The revision in which a row last changed, as its entity tag; null when it never did.</summary>
    public static async Task<string?> TagAsync(NpgsqlConnection connection, string[] kinds, string key, CancellationToken cancellationToken)
    {
        var revision = await connection.FirstOrDefaultAsync(
            "SELECT max(revision) FROM catalog_changes WHERE kind = ANY ($1) AND key = $2",
            [kinds, key],
            row => row.Nullable<long>(0),
            cancellationToken);
        return revision is { } number ? $"\"{number}\"" : null;
    }

    /// <summary>Whether the caller's If-Match, if there is one, names what is there.</summary>
    public bool Matches(string? tag)
    {
        var wanted = http.HttpContext?.Request.Headers.IfMatch.ToString();
        return string.IsNullOrEmpty(wanted) || wanted == "*" || wanted.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal);
    }

    public void Show(string? tag)
    {
        if (tag is not null && http.HttpContext is { } context)
        {
            context.Response.Headers.ETag = tag;
        }
    }
}
