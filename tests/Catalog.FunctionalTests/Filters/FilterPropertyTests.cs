using System.Text;
using Catalog.Api.Deployments;
using Catalog.Api.Filters;
using Catalog.Api.Rest;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;

namespace Catalog.FunctionalTests.Filters;

/// <summary>Five thousand filters, most of them damaged: each is refused by a typed fault or means in SQL what it means in memory.</summary>
public sealed class FilterPropertyTests(CatalogHostFixture fixture) : IClassFixture<CatalogHostFixture>
{
    private const int Rounds = 5_000;
    private const string Damage = "=!<>~\"'%_\\;-()$ \t\0é\u2028\ud83d\ude00\ud800and1.";

    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">=", "~"];

    [Fact]
    public async Task A_filter_is_refused_or_means_the_same_in_sql_and_in_memory()
    {
        await AddOddOnesAsync();
        var store = new DeploymentStore(fixture.Database.Source);
        var rows = await store.ListAsync([], "", 10_000, CancellationToken.None);
        var values = Values(rows);
        var random = new Random(20261121);
        var (ran, selective) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Filter(random, values);
            var faults = new Faults();
            var conditions = FilterParser.Parse(text, faults);
            if (!faults.None)
            {
                Assert.All(faults.All, fault => Assert.Equal("filter", fault.Field));
                continue;
            }

            var found = await store.ListAsync(conditions, "", 10_000, CancellationToken.None);
            var expected = rows.Where(row => conditions.TrueForAll(condition => Holds(condition, row))).Select(row => row.Id).ToArray();
            Assert.True(expected.SequenceEqual(found.Select(row => row.Id)), $"Round {round}, filter {text}: {found.Count} rows instead of {expected.Length}.");
            ran++;
            selective += expected.Length > 0 && expected.Length < rows.Count ? 1 : 0;
        }

        Assert.InRange(ran, 1_000, Rounds - 500);
        Assert.True(selective > 200, $"Only {selective} filters told rows apart.");
    }

    private async Task AddOddOnesAsync()
    {
        foreach (var (model, body) in new[]
        {
            ("odd", """{"name":"100% _odd_ \\ \"quoted\"","region":"eu"}"""),
            ("free", """{"is_free":true,"lifecycle":"preview","region":"us","capabilities":[]}"""),
            ("off", """{"enabled":false,"prices":[{"input":0.5,"output":1.25}],"context_window":1}"""),
        })
        {
            using var added = await fixture.Host.Http.PutJsonAsync($"/api/v1/models/ollama/{model}", body);
        }

        await fixture.Database.ExecuteAsync("UPDATE model_registry SET missing_since = now() WHERE model_id = 'odd'");
        await fixture.Database.ExecuteAsync("UPDATE model_registry SET canonical_id = NULL WHERE model_id = 'off'");
    }

    private static string Filter(Random random, string[] values)
    {
        var fields = FilterField.All.Values.ToArray();
        var text = new StringBuilder();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var field = fields[random.Next(fields.Length)];
            var value = field.Type switch
            {
                FilterType.Flag => random.Next(2) == 0 ? "true" : "false",
                FilterType.Number => new[] { "0", "1", "0.5", "131072", "-3", "0.15" }[random.Next(6)],
                _ => $"\"{values[random.Next(values.Length)].Replace("\"", "", StringComparison.Ordinal)}\"",
            };
            text.Append(text.Length > 0 ? " and " : "").Append(field.Name).Append(' ').Append(Comparisons[random.Next(Comparisons.Length)]).Append(' ').Append(value);
        }

        for (var i = random.Next(4) == 0 ? random.Next(1, 4) : 0; i > 0 && text.Length > 0; i--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, Damage[random.Next(Damage.Length)]),
                _ => text.Replace(text[at], Damage[random.Next(Damage.Length)], at, 1),
            };
        }

        return text.ToString();
    }

    // Whole values and pieces of them, so that both equality and containment find something.
    private static string[] Values(IEnumerable<DeploymentView> rows) =>
    [
        .. rows.SelectMany(row => new[] { row.Provider, row.Model, row.Canonical, row.Name, row.Family, row.Lifecycle, row.Origin, row.Region }
                .Concat(row.Capabilities))
            .OfType<string>()
            .Where(value => value.Length > 0)
            .SelectMany(value => new[] { value, value[..((value.Length + 1) / 2)].ToUpperInvariant() })
            .Append("%").Append("_").Append("\\")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static bool Holds(FilterCondition condition, DeploymentView row) => condition.Field.Type switch
    {
        FilterType.Set => row.Capabilities.Contains((string)condition.Value) == (condition.Operator == "="),
        FilterType.Flag => Flag(condition.Field.Name, row) == (bool)condition.Value == (condition.Operator == "="),
        FilterType.Number => Compare(Number(condition.Field.Name, row), condition.Operator, (decimal)condition.Value),
        _ => Compare(Text(condition.Field.Name, row), condition.Operator, (string)condition.Value),
    };

    private static bool Compare(string? text, string comparison, string value) => comparison switch
    {
        "=" => text == value,
        "!=" => text != value,
        _ => text?.Contains(value, StringComparison.OrdinalIgnoreCase) == true,
    };

    private static bool Compare(decimal? number, string comparison, decimal value) => comparison switch
    {
        "=" => number == value,
        "!=" => number != value,
        "<" => number < value,
        "<=" => number <= value,
        ">" => number > value,
        _ => number >= value,
    };

    private static bool Flag(string field, DeploymentView row) => field switch
    {
        "free" => row.IsFree,
        "enabled" => row.Enabled,
        "priced" => row.CostPer1k is not null,
        _ => row.MissingSince is null,
    };

    private static decimal? Number(string field, DeploymentView row) => field switch
    {
        "context_window" => row.ContextWindow,
        "max_output_tokens" => row.MaxOutputTokens,
        "input_price" => row.CostPer1k * 1_000,
        "output_price" => row.OutputCostPer1k * 1_000,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Teach the test this field."),
    };

    private static string? Text(string field, DeploymentView row) => field switch
    {
        "provider" => row.Provider,
        "model" => row.Model,
        "canonical" => row.Canonical,
        "name" => row.Name,
        "family" => row.Family,
        "lifecycle" => row.Lifecycle,
        "origin" => row.Origin,
        "region" => row.Region,
        "size_class" => row.SizeClass,
        "search" => $"{row.Provider}/{row.Model} {row.Name} {row.Canonical}".ToLowerInvariant(),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Teach the test this field."),
    };
}
