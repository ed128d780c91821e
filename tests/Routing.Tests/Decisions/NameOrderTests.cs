using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Tests.Decisions;

/// <summary>Which name wins: a named model, alias, family or tier; the catalog's default; DEFAULT_MODEL; auto.</summary>
public class NameOrderTests
{
    // The columns: what the caller names, the catalog's default, DEFAULT_MODEL; then the level that decides and what serves.
    [Theory]
    [InlineData("a/oak-1", "elm-2", "ash-3", ResolvedBy.Explicit, "a/oak-1")]
    [InlineData("oak-1", "elm-2", "ash-3", ResolvedBy.Explicit, "a/oak-1")]
    [InlineData("vendor/oak-1", "elm-2", "ash-3", ResolvedBy.Explicit, "b/vendor/oak-1")]
    [InlineData("best", "elm-2", "ash-3", ResolvedBy.Alias, "a/oak-1")]
    [InlineData("family:ash", "elm-2", "oak-1", ResolvedBy.Family, "b/ash-3")]
    [InlineData("fast", "elm-2", "ash-3", ResolvedBy.Tier, "c/ash-3-mini")]
    [InlineData("auto", "elm-2", "ash-3", ResolvedBy.Auto, "c/ash-3-mini")]
    [InlineData(null, "elm-2", "ash-3", ResolvedBy.DefaultModel, "a/elm-2")]
    [InlineData("", "elm-2", "ash-3", ResolvedBy.DefaultModel, "a/elm-2")]
    [InlineData("Default", "elm-2", "ash-3", ResolvedBy.DefaultModel, "a/elm-2")]
    [InlineData(null, "best", null, ResolvedBy.DefaultModel, "a/oak-1")]
    [InlineData(null, "family:ash", null, ResolvedBy.DefaultModel, "b/ash-3")]
    [InlineData(null, "powerful", null, ResolvedBy.DefaultModel, "a/oak-1")]
    [InlineData(null, "default", "ash-3", ResolvedBy.DefaultModel, "b/ash-3")]
    [InlineData(null, null, "ash-3", ResolvedBy.DefaultModel, "b/ash-3")]
    [InlineData("default", null, "ash-3", ResolvedBy.DefaultModel, "b/ash-3")]
    [InlineData(null, null, "auto", ResolvedBy.Auto, "c/ash-3-mini")]
    [InlineData(null, null, "default", ResolvedBy.Auto, "c/ash-3-mini")]
    [InlineData(null, null, null, ResolvedBy.Auto, "c/ash-3-mini")]
    [InlineData("default", null, null, ResolvedBy.Auto, "c/ash-3-mini")]
    public void The_first_level_that_names_something_decides(
        string? named, string? catalogDefault, string? routerDefault, ResolvedBy by, string served)
    {
        var index = new CatalogIndex(Towns.Snapshot with { Rules = new() { DefaultModel = catalogDefault } });

        var decision = (Requests.For(index, named) with { DefaultModel = routerDefault }).Decided();

        Assert.Equal(by, decision.ResolvedBy);
        Assert.Equal(served, decision.Names()[0]);
    }

    [Theory]
    [InlineData("a/oak-1")]
    [InlineData("oak-1")]
    [InlineData("best")]
    [InlineData("family:ash")]
    [InlineData("fast")]
    [InlineData("auto")]
    public void A_default_changes_nothing_for_who_names_something(string named)
    {
        var without = Requests.For(Towns.Index, named).Decided();
        var with = (Requests.For(Towns.Index, named) with { DefaultModel = "elm-2" }).Decided();

        Assert.Equal(without.Names(), with.Names());
        Assert.Equal(without.Reasons.AsEnumerable(), with.Reasons);
    }

    // The columns: what the caller names, its key's default, the project's, the catalog's; then the level that decides and what serves.
    [Theory]
    [InlineData("oak-1", "elm-2", "ash-3", "elm-2", ResolvedBy.Explicit, "a/oak-1")]
    [InlineData("best", "elm-2", "ash-3", "elm-2", ResolvedBy.Alias, "a/oak-1")]
    [InlineData("auto", "elm-2", "ash-3", "elm-2", ResolvedBy.Auto, "c/ash-3-mini")]
    [InlineData(null, "elm-2", "ash-3", "oak-1", ResolvedBy.KeyDefault, "a/elm-2")]
    [InlineData("default", "best", "ash-3", null, ResolvedBy.KeyDefault, "a/oak-1")]
    [InlineData(null, "default", "ash-3", "oak-1", ResolvedBy.ProjectDefault, "b/ash-3")]
    [InlineData(null, null, "ash-3", "oak-1", ResolvedBy.ProjectDefault, "b/ash-3")]
    [InlineData(null, "auto", "ash-3", "oak-1", ResolvedBy.Auto, "c/ash-3-mini")]
    [InlineData(null, null, null, "oak-1", ResolvedBy.DefaultModel, "a/oak-1")]
    public void The_defaults_of_key_and_project_come_before_the_catalogs(
        string? named, string? keyDefault, string? projectDefault, string? catalogDefault, ResolvedBy by, string served)
    {
        var index = new CatalogIndex(Towns.Snapshot with { Rules = new() { DefaultModel = catalogDefault } });

        var decision = (Requests.For(index, named) with { KeyDefaultModel = keyDefault, ProjectDefaultModel = projectDefault }).Decided();

        Assert.Equal((by, served), (decision.ResolvedBy, decision.Names()[0]));
    }

    [Fact]
    public void A_keys_default_that_leads_nowhere_is_told_rather_than_passed_over()
    {
        var error = (Requests.For(Towns.Index) with { KeyDefaultModel = "birch", DefaultModel = "elm-2" }).Refused();

        Assert.StartsWith("No model was named, and the key's default model leads nowhere.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_seed_the_family_means_its_preferred_model_however_it_is_reached()
    {
        foreach (var input in new[]
        {
            Requests.For(Seed2025.Index, "family:kimi"),
            Requests.For(Seed2025.Index) with { DefaultModel = "family:kimi" },
            Requests.For(Seed2025.Index, "balanced"),
        })
        {
            Assert.Equal("kimi/kimi-k2-0905-preview", input.Decided().Names()[0]);
            Assert.DoesNotContain("kimi/kimi-latest-128k", input.Decided().Names());
        }
    }

    [Theory]
    [InlineData("kimi-latest-128k")]
    [InlineData("kimi/kimi-latest-128k")]
    public void In_the_seed_the_model_not_preferred_serves_who_names_it(string named) =>
        Assert.Equal(["kimi/kimi-latest-128k"], Requests.For(Seed2025.Index, named).Decided().Names());

    [Fact]
    public void In_the_seed_the_family_without_its_preferred_model_is_refused_rather_than_served_by_the_other()
    {
        var withoutPreferred = Seed2025.Snapshot with
        {
            Deployments = [.. Seed2025.Snapshot.Deployments.Where(deployment => deployment.Id.Model != "kimi-k2-0905-preview")],
            Tiers = [],
        };

        Assert.Contains("kimi", Requests.For(new CatalogIndex(withoutPreferred), "family:kimi").Refused().Message, StringComparison.Ordinal);
    }
}
