using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Database;
using Catalog.Api.Deployments;
using Catalog.Api.Revisions;

namespace Catalog.Api.Drift;

/// <summary>Writes a provider's word where somebody accepts it. Somebody did, so it counts as edited by hand and outlives imports.</summary>
internal static class DriftWriter
{
    public static async Task AcceptAsync(
        CatalogEdit edit, DeploymentView deployment, IReadOnlyCollection<DriftView> accepted, CancellationToken cancellationToken)
    {
        var facts = accepted.Where(fact => !AcceptedPrices.IsPrice(fact)).ToArray();
        if (facts.Length > 0)
        {
            await RegistryWriter.UpsertAsync(edit, [Rows(deployment, facts)], cancellationToken);
        }

        if (facts.Length < accepted.Count)
        {
            var now = await edit.Connection.FirstOrDefaultAsync(
                "SELECT now()", [], row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken);
            await PriceWriter.ReplaceAsync(
                edit, AcceptedPrices.Rows(deployment, accepted.Except(facts), now), cancellationToken);
        }
    }

    private static DeploymentRow Rows(DeploymentView before, IEnumerable<DriftView> facts)
    {
        var row = new DeploymentRow
        {
            ProviderId = before.Provider,
            ModelId = before.Model,
            CanonicalId = before.Canonical,
            CanonicalBy = before.CanonicalBy,
            Name = before.Name,
            Lifecycle = before.Lifecycle,
            DeprecatedAt = before.DeprecatedAt,
            RetiresAt = before.RetiresAt,
            IsFree = before.IsFree,
            Enabled = before.Enabled,
            Specs = before.Specs,
            Origin = before.Origin,
        };
        foreach (var fact in facts)
        {
            row = Take(row, fact.Field, fact.Provider);
        }

        return row;
    }

    private static DeploymentRow Take(DeploymentRow row, string field, JsonElement stated) => field switch
    {
        "name" => Edited(row with { Name = stated.GetString()! }, field),
        "is_free" => Edited(row with { IsFree = stated.GetBoolean() }, field),
        "lifecycle" => Edited(row with { Lifecycle = stated.GetString()! }, field),

        // Dates belong to the lifecycle: who sets one sets it by hand.
        "deprecated_at" => Edited(row with { DeprecatedAt = stated.GetDateTimeOffset() }, "lifecycle"),
        "retires_at" => Edited(row with { RetiresAt = stated.GetDateTimeOffset() }, "lifecycle"),
        "listed" => Edited(row with { Lifecycle = "retired" }, "lifecycle"),
        "context_window" => Edited(row with { Specs = row.Specs with { ContextWindow = stated.GetInt32() } }, field),
        "max_output_tokens" => Edited(row with { Specs = row.Specs with { MaxOutputTokens = stated.GetInt32() } }, field),
        "unsupported_parameters" => Edited(row with { Specs = row.Specs with { UnsupportedParameters = Words(stated) } }, field),
        "capabilities" => Edited(row with { Specs = row.Specs with { Capabilities = Spoken(row.Specs.Capabilities, Words(stated)) } }, field),
        _ => throw new InvalidOperationException($"Nobody knows how to accept {field}."),
    };

    // A provider's silence on what it never speaks of takes nothing away.
    private static ImmutableArray<string> Spoken(ImmutableArray<string> before, ImmutableArray<string> stated) =>
        [.. before.Except(ComparedCapabilities.Names).Union(stated)];

    private static DeploymentRow Edited(DeploymentRow row, string field) => row with { Edited = row.Edited.Add(field) };

    private static ImmutableArray<string> Words(JsonElement list) => [.. list.EnumerateArray().Select(word => word.GetString()!)];
}
