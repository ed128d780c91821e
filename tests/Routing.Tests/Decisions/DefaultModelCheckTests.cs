using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Tests.Decisions;

public class DefaultModelCheckTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("auto")]
    [InlineData("ash-3")]
    [InlineData("family:ash")]
    [InlineData("fast")]
    [InlineData("best")]
    public void Nothing_is_wrong_with_a_default_that_serves(string? model) =>
        Assert.Null(DefaultModelCheck.Fault(Requests.For(Towns.Index) with { DefaultModel = model }));

    [Fact]
    public void An_unknown_default_is_named_with_its_owner()
    {
        Assert.StartsWith(
            "No model was named, and DEFAULT_MODEL leads nowhere. Model 'gone' is not in the catalog.",
            DefaultModelCheck.Fault(Requests.For(Towns.Index) with { DefaultModel = "gone" }),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "No model was named, and the catalog's default model leads nowhere.",
            DefaultModelCheck.Fault(Requests.For(new CatalogIndex(Towns.Snapshot with { Rules = new() { DefaultModel = "gone" } }))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_without_a_key_names_the_variable()
    {
        Assert.StartsWith(
            "No model was named; DEFAULT_MODEL is ash-3, which cannot serve this request: b/ash-3 (B_API_KEY is not set).",
            DefaultModelCheck.Fault((Requests.For(Towns.Index) with { DefaultModel = "ash-3" }).Without("b")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_retired_default_says_so()
    {
        var index = Towns.With("b/ash-3", deployment => deployment with { Lifecycle = Lifecycle.Retired });

        Assert.Contains("retired", DefaultModelCheck.Fault(Requests.For(index) with { DefaultModel = "ash-3" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_another_place_serves_is_reported_and_stands_among_the_reasons()
    {
        var input = (Requests.For(Towns.Index) with { DefaultModel = "a/oak-1" }).Without("a");

        Assert.Contains("a/oak-1 passed over: A_API_KEY is not set", DefaultModelCheck.Fault(input), StringComparison.Ordinal);
        Assert.Contains("a/oak-1 passed over: A_API_KEY is not set", input.Decided().Reasons);
        Assert.Contains("no model was named; DEFAULT_MODEL is a/oak-1", input.Decided().Reasons);
    }

    [Fact]
    public void An_empty_catalog_has_other_worries() =>
        Assert.Null(DefaultModelCheck.Fault(Requests.For(CatalogIndex.Empty) with { DefaultModel = "ash-3" }));
}
