using System.Collections.Immutable;
using Catalog.Api.Curated;
using Catalog.Api.Revisions;
using Routing.Catalog;

namespace Catalog.Api.Deployments;

/// <summary>Writes what somebody says of a deployment; only the fields they name count as edited by hand.</summary>
internal sealed class DeploymentWriter(CanonicalRules rules)
{
    private static readonly DeploymentSpecs NewSpecs = new() { Capabilities = CapabilityNames.Of(Capabilities.Chat | Capabilities.Streaming) };

    public async Task WriteAsync(
        CatalogEdit edit, string provider, string model, DeploymentWrite write, DeploymentView? before, CancellationToken cancellationToken)
    {
        var (canonical, by) = rules.Explain(provider, model);
        var row = new DeploymentRow
        {
            ProviderId = provider,
            ModelId = model,
            CanonicalId = write.Canonical ?? before?.Canonical ?? canonical,
            CanonicalBy = write.Canonical is not null ? "hand" : before?.CanonicalBy ?? by,
            Name = write.Name ?? before?.Name ?? model,
            Lifecycle = write.Lifecycle ?? before?.Lifecycle ?? "active",
            DeprecatedAt = write.DeprecatedAt?.ToUniversalTime() ?? before?.DeprecatedAt,
            RetiresAt = write.RetiresAt?.ToUniversalTime() ?? before?.RetiresAt,
            IsFree = write.IsFree ?? before?.IsFree ?? false,
            Enabled = write.Enabled ?? before?.Enabled ?? true,
            Specs = (before?.Specs ?? NewSpecs) with
            {
                Capabilities = write.Capabilities ?? before?.Capabilities ?? NewSpecs.Capabilities,
                ContextWindow = write.ContextWindow ?? before?.ContextWindow ?? 0,
                MaxOutputTokens = write.MaxOutputTokens ?? before?.MaxOutputTokens ?? 0,
                Region = write.Region ?? before?.Region,
                UnsupportedParameters = write.UnsupportedParameters ?? before?.UnsupportedParameters ?? [],
            },
            Origin = before?.Origin ?? "curated",
            Edited = Edited(write),
        };
        await RegistryWriter.UpsertAsync(edit, [row], cancellationToken);
        if (write.Prices is { } prices)
        {
            await (prices.IsEmpty
                ? PriceWriter.ClearAsync(edit, provider, model, cancellationToken)
                : PriceWriter.ReplaceAsync(edit, [.. prices.Select(price => PriceRows.ToRow(provider, model, price))], cancellationToken));
        }
    }

    private static ImmutableArray<string> Edited(DeploymentWrite write) =>
    [
        .. write.Canonical is null ? ReadOnlySpan<string>.Empty : ["canonical_id"],
        .. write.Name is null ? ReadOnlySpan<string>.Empty : ["name"],
        .. write.Lifecycle is null && write.DeprecatedAt is null && write.RetiresAt is null ? ReadOnlySpan<string>.Empty : ["lifecycle"],
        .. write.IsFree is null ? ReadOnlySpan<string>.Empty : ["is_free"],
        .. write.Enabled is null ? ReadOnlySpan<string>.Empty : ["enabled"],
        .. write.Capabilities is null ? ReadOnlySpan<string>.Empty : ["capabilities"],
        .. write.ContextWindow is null ? ReadOnlySpan<string>.Empty : ["context_window"],
        .. write.MaxOutputTokens is null ? ReadOnlySpan<string>.Empty : ["max_output_tokens"],
        .. write.Region is null ? ReadOnlySpan<string>.Empty : ["region"],
        .. write.UnsupportedParameters is null ? ReadOnlySpan<string>.Empty : ["unsupported_parameters"],
    ];
}
