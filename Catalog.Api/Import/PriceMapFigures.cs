using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Catalog.Api.Deployments;
using Routing.Money;

namespace Catalog.Api.Import;

/// <summary>What a price map says for prompts above a length: billionths of a US dollar, per million tokens or per request; null where it says nothing.</summary>
internal sealed partial record PriceMapFigures
{
    // Per token to billionths of a dollar per million tokens.
    private const decimal NanosPerTokenDollar = 1_000_000_000_000_000m;
    private const decimal NanosPerDollar = 1_000_000_000m;

    // 100,000 dollars per million tokens: dearer than any model by far.
    private const decimal Dearest = 0.1m;

    public long? Input { get; init; }

    public long? Output { get; init; }

    public long? CachedInput { get; init; }

    public long? CacheWrite { get; init; }

    public long? BatchInput { get; init; }

    public long? BatchOutput { get; init; }

    public long? PerRequest { get; init; }

    /// <summary>Whether a field of an entry is a price that the registry has a place for, and for prompts above which length.</summary>
    public static bool Knows(string field, out string name, out int contextOver)
    {
        var match = Field().Match(field);
        name = match.Groups[1].Value;
        contextOver = match.Groups[2].Success
            ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) * (match.Groups[3].Length > 0 ? 1_000 : 1)
            : 0;
        return match.Success;
    }

    /// <summary>The field for prompts above a length.</summary>
    public static string FieldFor(string name, int contextOver) => contextOver switch
    {
        0 => name,
        _ when contextOver % 1_000 == 0 => string.Create(CultureInfo.InvariantCulture, $"{name}_above_{contextOver / 1_000}k_tokens"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{name}_above_{contextOver}_tokens"),
    };

    /// <summary>Reads a price. Such maps are written from doubles, so the nearest billionth is what was meant.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public static string? Read(JsonElement value, string name, out long nanos)
    {
        nanos = 0;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetDecimal(out var dollars))
        {
            return "must be a number of at most 28 digits";
        }

        if (dollars < 0 || dollars > Dearest)
        {
            return $"must lie between 0 and {Dearest.ToString(CultureInfo.InvariantCulture)} dollars";
        }

        var exact = dollars * (name == "input_cost_per_request" ? NanosPerDollar : NanosPerTokenDollar);
        nanos = (long)decimal.Round(exact);
        return Math.Abs(exact - nanos) > exact / 1_000_000 ? "is finer than a billionth of a dollar per million tokens" : null;
    }

    public PriceMapFigures With(string name, long nanos) => name switch
    {
        "input_cost_per_token" => this with { Input = nanos },
        "output_cost_per_token" => this with { Output = nanos },
        "cache_read_input_token_cost" => this with { CachedInput = nanos },
        "cache_creation_input_token_cost" => this with { CacheWrite = nanos },
        "input_cost_per_token_batches" => this with { BatchInput = nanos },
        "output_cost_per_token_batches" => this with { BatchOutput = nanos },
        _ => this with { PerRequest = nanos },
    };

    /// <summary>These, and what others say where these say nothing.</summary>
    public PriceMapFigures Over(PriceMapFigures? others) => others is null ? this : new()
    {
        Input = Input ?? others.Input,
        Output = Output ?? others.Output,
        CachedInput = CachedInput ?? others.CachedInput,
        CacheWrite = CacheWrite ?? others.CacheWrite,
        BatchInput = BatchInput ?? others.BatchInput,
        BatchOutput = BatchOutput ?? others.BatchOutput,
        PerRequest = PerRequest ?? others.PerRequest,
    };

    /// <summary>As a map writes them, exact.</summary>
    public IEnumerable<(string Name, decimal Dollars)> Fields()
    {
        (string Name, long? Nanos)[] perToken =
        [
            ("input_cost_per_token", Input), ("output_cost_per_token", Output), ("cache_read_input_token_cost", CachedInput),
            ("cache_creation_input_token_cost", CacheWrite), ("input_cost_per_token_batches", BatchInput), ("output_cost_per_token_batches", BatchOutput),
        ];
        foreach (var (name, nanos) in perToken)
        {
            if (nanos is { } known)
            {
                yield return (name, known / NanosPerTokenDollar);
            }
        }

        if (PerRequest is > 0 and var perRequest)
        {
            yield return ("input_cost_per_request", perRequest / NanosPerDollar);
        }
    }

    public PriceView ToView(int contextOver) => new()
    {
        Input = Dollars(Input) ?? 0,
        Output = Dollars(Output) ?? 0,
        CachedInput = Dollars(CachedInput),
        CacheWrite = Dollars(CacheWrite),
        BatchInput = Dollars(BatchInput),
        BatchOutput = Dollars(BatchOutput),
        PerRequest = Dollars(PerRequest) ?? 0,
        ContextOver = contextOver,
    };

    private static decimal? Dollars(long? nanos) => nanos is { } known ? new NanoDollars(known).Dollars : null;

    [GeneratedRegex(
        "^(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost"
        + "|input_cost_per_token_batches|output_cost_per_token_batches|input_cost_per_request)(?:_above_([0-9]{1,6})(k?)_tokens)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Field();
}
