using System.Text;
using System.Text.Json;
using Routing.Catalog;
using Routing.Features;
using Routing.Money;
using Routing.Profiles;

namespace Routing.Tests.Catalog;

public class SnapshotFileTests
{
    [Fact]
    public void Written_piece_by_piece_a_file_is_the_same()
    {
        var many = SampleCatalog.Full with
        {
            Deployments = [.. Enumerable.Range(0, 1_000).Select(i => SampleCatalog.Full.Deployments[0] with { Id = new(new("many"), $"model-{i}") })],
        };
        using var file = new MemoryStream();
        SnapshotFile.Write(file, new CatalogIndex(many));

        Assert.Equal(Encoding.UTF8.GetString(SnapshotFile.Write(many)), Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var written = SnapshotFile.Write(SampleCatalog.Full);
        var read = SnapshotFile.Read(written);

        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(SnapshotFile.Write(read)));
        Assert.Equal(SampleCatalog.Full.Revision, read.Revision);
        Assert.Equal(SampleCatalog.Full.Rules, read.Rules);
        Assert.Equal(SampleCatalog.Full.Deployments[0].Prices[0], read.Deployments[0].Prices[0]);
        Assert.Equal(SampleCatalog.Full.Deployments[0].DeprecatedAt, read.Deployments[0].DeprecatedAt);
        Assert.Equal(SampleCatalog.Full.Deployments[0].RetiresAt, read.Deployments[0].RetiresAt);
        Assert.Equal(SampleCatalog.Full.Tiers[0].Parameters, read.Tiers[0].Parameters);
        var profile = read.CapabilityProfiles.Single(profile => profile.Model.Value == "pine-2");
        Assert.Equal(SampleCatalog.Full.CapabilityProfiles[0].Scores, profile.Scores.OrderByDescending(score => score.Capability));
        Assert.Equal(SampleCatalog.Full.CapabilityProfiles[0] with { Scores = profile.Scores }, profile);
        Assert.Equal(SampleCatalog.Full.QualityEstimates.OrderBy(estimate => estimate.Key), read.QualityEstimates);
    }

    [Fact]
    public void A_provider_has_one_place_for_its_key_names_of_its_own_and_leaves_the_router_its_parameters()
    {
        var faults = Faults("""
            {
              "providers": [
                { "id": "a", "aliases": ["b", "c"], "profile": "openai", "base_url": "https://a.example", "parameters": { "seed": 7, "model": "other" } },
                { "id": "b", "aliases": ["c"], "profile": "openai", "base_url": "https://b.example", "api_key_environment": "KEY", "api_key_stored": true }
              ]
            }
            """);

        Assert.Equal(
            ["$.providers[0].parameters.model", "$.providers[1].api_key_file", "$.providers[0].aliases", "$.providers[1].aliases"],
            faults.Select(fault => fault.Path));
    }

    [Fact]
    public void A_file_of_a_few_lines_is_enough()
    {
        var snapshot = Read("""
            {
              "providers": [{ "id": "openai", "profile": "openai", "base_url": "https://api.openai.com/v1", "api_key_environment": "OPENAI_API_KEY" }],
              "deployments": [{ "provider": "openai", "model": "gpt-4o-mini", "prices": [{ "input": 0.15, "output": 0.6, "valid_from": "2024-07-18" }] }],
              "tiers": [{ "name": "fast", "entries": ["openai/gpt-4o-mini"] }]
            }
            """);

        var deployment = Assert.Single(snapshot.Deployments);
        Assert.Equal(Capabilities.Chat | Capabilities.Streaming, deployment.Capabilities);
        Assert.Equal(new TokenPrice(150_000_000), deployment.Prices[0].Input);
        Assert.Equal(new DateTimeOffset(2024, 7, 18, 0, 0, 0, TimeSpan.Zero), deployment.Prices[0].ValidFrom);
        Assert.Equal(new RoutingRules(), snapshot.Rules);
    }

    [Fact]
    public void Every_fault_is_named_at_once_with_its_path()
    {
        var faults = Faults("""
            {
              "revision": -1,
              "providers": [{ "id": "openai", "profile": "openai", "base_url": "openai.com", "api_key_enviroment": "X" }],
              "deployments": [
                { "provider": "openai", "model": "a", "capabilities": ["tools", "telepathy"], "lifecycle": "young" },
                { "provider": "open", "model": "b", "context_window": "big", "prices": [{ "input": -1, "valid_from": "yesterday" }] }
              ],
              "tiers": [{ "name": "medium", "entries": ["nowhere"] }],
              "rules": { "balanced_from": 5, "powerful_above": 4 }
            }
            """);

        Assert.Equal(
            [
                "$.revision", "$.providers[0].api_key_enviroment", "$.providers[0].base_url", "$.deployments[0].lifecycle",
                "$.deployments[0].capabilities", "$.deployments[1].context_window", "$.deployments[1].prices[0].input",
                "$.deployments[1].prices[0].output", "$.deployments[1].prices[0].valid_from", "$.tiers[0].name", "$.tiers[0].entries[0]",
                "$.rules.powerful_above", "$.deployments[1].provider",
            ],
            faults.Select(fault => fault.Path).Distinct());
    }

    [Fact]
    public void An_experiment_that_only_a_newer_router_could_run_is_skipped_in_a_file_of_that_router()
    {
        const string Written =
            """
            { "content_hash": "00", "experiments": [
                { "name": "newer", "unit": "town", "variants": [{ "name": "a", "weight": 0.5 }, { "name": "b", "weight": 0.5, "policy": "cost" }] },
                { "name": "known", "variants": [{ "name": "a", "weight": 0.5 }, { "name": "b", "weight": 0.5, "policy": "cost" }] }] }
            """;

        var experiment = Assert.Single(SnapshotFile.Read(Encoding.UTF8.GetBytes(Written)).Experiments);
        Assert.Equal(("known", "known", 1_000), (experiment.Name, experiment.Salt, experiment.ShareMillis));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[]", "$")]
    [InlineData("{} {}", "$")]
    [InlineData("""{ "providers": {} }""", "$.providers")]
    [InlineData("""{ "providers": [3] }""", "$.providers[0]")]
    [InlineData("""{ "aliases": [{ "name": "a", "target": "" }] }""", "$.aliases[0].target")]
    [InlineData("""{ "families": [{ "name": "f", "preferred": [1] }] }""", "$.families[0].preferred[0]")]
    [InlineData("""{ "experiments": [{ "name": "e", "variants": [{ "name": "a", "weight": 0.5 }, { "name": "b", "weight": 0.4, "policy": "cost" }] }] }""", "$.experiments[0].variants")]
    [InlineData("""{ "models": [{ "id": "m" }, { "id": "m" }] }""", "$.models[1]")]
    [InlineData("""{ "tiers": [{ "name": "fast", "entries": ["a/b"] }] }""", "$.tiers[0].entries[0]")]
    [InlineData("""{ "rules": { "step_score": { "size": {} } } }""", "$.rules.step_score.size")]
    [InlineData("""{ "rules": { "step_score": { "data_size": { "weight": 1001 } } } }""", "$.rules.step_score.data_size.weight")]
    [InlineData("""{ "rules": { "step_score": { "data_size": { "curve": [] } } } }""", "$.rules.step_score.data_size.curve")]
    [InlineData("""{ "rules": { "step_score": { "data_size": { "curve": [{ "value": 1, "score": 2 }, { "value": 2, "score": 1 }] } } } }""",
        "$.rules.step_score.data_size.curve[1].score")]
    public void What_cannot_hold_is_refused_and_located(string json, string path)
    {
        Assert.Contains(Faults(json), fault => fault.Path == path);
    }

    [Fact]
    public void A_file_written_by_a_newer_program_still_starts_this_one()
    {
        var newer = Encoding.UTF8.GetString(SnapshotFile.Write(SampleCatalog.Full))
            .Replace("\"region\": \"eu\"", "\"region\": \"eu\", \"weather\": \"fine\"", StringComparison.Ordinal)
            .Replace("\"json_schema\"", "\"telepathy\"", StringComparison.Ordinal)
            .Replace("\"logical\"", "\"psychic\"", StringComparison.Ordinal);

        Assert.Contains("telepathy", newer, StringComparison.Ordinal);
        Assert.Contains("psychic", newer, StringComparison.Ordinal);
        Assert.Equal(2, Read(newer).Deployments.Length);
        Assert.Equal(RatedCapability.Code, Assert.Single(Read(newer).CapabilityProfiles.Single(profile => profile.Model.Value == "pine-2").Scores).Capability);
    }

    [Fact]
    public void A_byte_order_mark_comments_and_dollar_fields_are_let_be()
    {
        var snapshot = SnapshotFile.Read([0xEF, 0xBB, 0xBF, .. """{ "$schema": "x", /* mine */ "revision": 3, }"""u8]);

        Assert.Equal(3, snapshot.Revision);
    }

    [Fact]
    public void The_content_hash_ignores_revision_and_order_and_nothing_else()
    {
        var full = SampleCatalog.Full;
        var hash = SnapshotFile.ContentHash(full);

        Assert.Equal(hash, SnapshotFile.ContentHash(full with { Revision = 8, Deployments = [.. full.Deployments.Reverse()] }));
        Assert.NotEqual(hash, SnapshotFile.ContentHash(full with { Rules = full.Rules with { AgentShareMillis = 501 } }));
        var heavier = full.Rules.StepScore.With(StepMeasure.Reasoning, full.Rules.StepScore[StepMeasure.Reasoning] with { Weight = 151 });
        Assert.NotEqual(hash, SnapshotFile.ContentHash(full with { Rules = full.Rules with { StepScore = heavier } }));
        Assert.NotEqual(hash, SnapshotFile.ContentHash(full with { Aliases = [] }));
        Assert.NotEqual(hash, SnapshotFile.ContentHash(full with { QualityEstimates = [] }));
        Assert.NotEqual(hash, SnapshotFile.ContentHash(full with { CapabilityProfiles = [full.CapabilityProfiles[0]] }));
        var turned = full.CapabilityProfiles[0] with { Scores = [.. full.CapabilityProfiles[0].Scores.Reverse()] };
        Assert.Equal(hash, SnapshotFile.ContentHash(full with { CapabilityProfiles = [full.CapabilityProfiles[1], turned] }));
        Assert.NotEqual(hash, SnapshotFile.ContentHash(full with { Deployments = [full.Deployments[0] with { IsFree = false }, full.Deployments[1]] }));
        Assert.Contains(hash, Encoding.UTF8.GetString(SnapshotFile.Write(full)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_has_every_resource_so_that_no_resource_escapes_the_schema()
    {
        var lists = typeof(CatalogSnapshot).GetProperties().Where(property => property.PropertyType.Name.StartsWith("ImmutableArray", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(lists);
        Assert.All(lists, list => Assert.NotEmpty((System.Collections.IEnumerable)list.GetValue(SampleCatalog.Full)!));
    }

    [Fact]
    public void The_published_schema_accepts_what_is_written()
    {
        Assert.Empty(AgainstSchema(SnapshotFile.Write(SampleCatalog.Full)));
        Assert.Empty(AgainstSchema(SnapshotFile.Write(Seed2025.Snapshot)));
    }

    [Theory]
    [InlineData("""{ "provider": [] }""")]
    [InlineData("""{ "providers": [{ "id": "a", "profile": "openai" }] }""")]
    [InlineData("""{ "providers": [{ "id": "a", "profile": "openai", "base_url": "ftp://a" }] }""")]
    [InlineData("""{ "deployments": [{ "provider": "a", "model": "" }] }""")]
    [InlineData("""{ "deployments": [{ "provider": "a", "model": "b", "lifecycle": "young" }] }""")]
    [InlineData("""{ "deployments": [{ "provider": "a", "model": "b", "capabilities": ["telepathy"] }] }""")]
    [InlineData("""{ "deployments": [{ "provider": "a", "model": "b", "prices": [{ "input": -1, "output": 1 }] }] }""")]
    [InlineData("""{ "deployments": [{ "provider": "a", "model": "b", "retires_at": "soon" }] }""")]
    [InlineData("""{ "tiers": [{ "name": "medium" }] }""")]
    [InlineData("""{ "tiers": [{ "name": "fast", "entries": ["a"] }] }""")]
    [InlineData("""{ "rules": { "agent_share": 60 } }""")]
    [InlineData("""{ "quality_estimates": [{ "model": "a", "capability": "code", "mean": 1001, "evidence": 0 }] }""")]
    [InlineData("""{ "quality_estimates": [{ "model": "a", "capability": "flying", "mean": 1, "evidence": 0 }] }""")]
    [InlineData("""{ "quality_estimates": [{ "model": "a", "capability": "code", "mean": 1 }] }""")]
    [InlineData("""{ "experiments": [{ "name": "e" }] }""")]
    [InlineData("""{ "experiments": [{ "name": "e", "unit": "town", "variants": [{ "name": "a", "weight": 0.5 }, { "name": "b", "weight": 0.5, "policy": "cost" }] }] }""")]
    [InlineData("""{ "capability_profiles": [{ "scores": [] }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "routing_weight": 5001 }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "priority": 1.5 }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "is_active": "yes" }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "scores": [{ "capability": "code", "score": 1, "basis": "manual", "date": "today", "source": "s" }] }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "scores": [{ "capability": "telepathy", "score": 1, "basis": "manual", "date": "2026-01-01", "source": "s" }] }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "scores": [{ "capability": "code", "score": 1001, "basis": "manual", "date": "2026-01-01", "source": "s" }] }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "scores": [{ "capability": "code", "basis": "manual", "date": "2026-01-01", "source": "s" }] }] }""")]
    [InlineData("""{ "capability_profiles": [{ "model": "a", "scores": [{ "capability": "code", "score": 1, "basis": "heard", "date": "2026-01-01", "source": "s" }] }] }""")]
    public void Schema_and_reader_refuse_the_same(string json)
    {
        Assert.NotEmpty(AgainstSchema(Encoding.UTF8.GetBytes(json)));
        Assert.NotEmpty(Faults(json));
    }

    private static CatalogSnapshot Read(string json) => SnapshotFile.Read(Encoding.UTF8.GetBytes(json));

    private static IReadOnlyList<SnapshotFault> Faults(string json) => Assert.Throws<SnapshotFormatException>(() => Read(json)).Faults;

    private static IReadOnlyList<string> AgainstSchema(byte[] json)
    {
        using var schema = JsonDocument.Parse(RepositoryFiles.Read("docs", "schemas", "provider_registry_snapshot.schema.json"));
        using var value = JsonDocument.Parse(json);
        return new JsonSchemaCheck(schema.RootElement).Faults(value.RootElement);
    }
}
