using System.Text;
using System.Text.Json;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Replaying.Json;

namespace Routing.Replaying;

/// <summary>
/// A decision as it is kept: what was decided, by which engine, and everything that decided it. Catalog and health view are named by
/// revision, content hash and id, since each is kept once. Equal inputs give equal texts, so that a replay is compared letter by letter.
/// </summary>
public sealed class StoredDecision
{
    // Every request is written down, so that each thread keeps what it writes with.
    [ThreadStatic]
    private static JsonPad? _pad;

    private readonly string _input;

    private StoredDecision(string text, JsonElement root)
    {
        Text = text;
        Engine = root.GetProperty("engine").GetInt32();
        Classifier = root.GetProperty("classifier").GetInt32();
        var input = root.GetProperty("input");
        var catalog = input.GetProperty("index");
        CatalogRevision = catalog.GetProperty(CatalogReferenceConverter.Revision).GetInt64();
        CatalogHash = catalog.GetProperty(CatalogReferenceConverter.ContentHash).GetString()!;
        HealthViewId = input.GetProperty("health").GetString()!;
        _input = input.GetRawText();
        var decision = root.GetProperty("decision");
        DecisionText = decision.GetRawText();
        IsRefusal = !decision.TryGetProperty("candidates", out _);
    }

    /// <summary>All of it, as it was written.</summary>
    public string Text { get; }

    /// <summary>The engine that decided, see <see cref="RoutingPipeline.EngineVersion"/>.</summary>
    public int Engine { get; }

    /// <summary>The classifier that judged the prompt, see <see cref="PromptClassifier.Version"/>.</summary>
    public int Classifier { get; }

    /// <summary>Revision of the catalog that was read.</summary>
    public long CatalogRevision { get; }

    /// <summary>Content hash of the catalog that was read.</summary>
    public string CatalogHash { get; }

    /// <summary>The health view that was read.</summary>
    public string HealthViewId { get; }

    /// <summary>What was decided, as JSON.</summary>
    public string DecisionText { get; }

    /// <summary>Whether nothing could serve the request, so that <see cref="DecisionText"/> says why.</summary>
    public bool IsRefusal { get; }

    /// <summary>Writes a decision with everything that decided it. Never holds the prompt, since the input does not.</summary>
    public static string Write(DecisionInput input, Decision decision)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(decision);
        return Encoding.UTF8.GetString(WriteUtf8(input, decision).Span);
    }

    /// <summary>The same as UTF-8, without a copy.</summary>
    /// <returns>Memory that the next call on this thread uses again.</returns>
    public static ReadOnlyMemory<byte> WriteUtf8(DecisionInput input, Decision decision) =>
        Write(input, decision, static (json, decision) => DecisionWriting.Write(json, decision));

    /// <summary>Reads what <see cref="Write(DecisionInput, Decision)"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else: a decision of a time before inputs were kept, or damaged.</exception>
    public static StoredDecision Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new(text, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException("The decision was stored without what decided it.", e);
        }
    }

    /// <summary>What decided, put together again.</summary>
    /// <param name="index">The catalog of <see cref="CatalogRevision"/> and <see cref="CatalogHash"/>.</param>
    /// <param name="health">The view of <see cref="HealthViewId"/>.</param>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public DecisionInput Input(CatalogIndex index, HealthView health)
    {
        try
        {
            return JsonSerializer.Deserialize(_input, RoutingJson.Plain.DecisionInput)! with { Index = index, Health = health };
        }
        catch (JsonException e)
        {
            throw new FormatException("What decided cannot be read.", e);
        }
    }

    /// <summary>The same for an outcome, which may be a refusal.</summary>
    public static string Write(DecisionInput input, RoutingOutcome outcome) => outcome switch
    {
        RoutingOutcome.Decided(var decision) => Write(input, decision),
        RoutingOutcome.Refused(var error) => Encoding.UTF8.GetString(
            Write(input, error, static (json, error) => json.WriteJson(JsonSerializer.SerializeToUtf8Bytes(error, RoutingJson.Plain.RoutingError))).Span),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static ReadOnlyMemory<byte> Write<T>(DecisionInput input, T outcome, Action<JsonPad, T> write)
    {
        var json = _pad ??= new();
        json.Clear();
        json.WriteStartObject();
        json.Write("engine"u8, RoutingPipeline.EngineVersion);
        json.Write("classifier"u8, input.Features.Prompt?.Version ?? PromptClassifier.Version);
        json.WriteName("input"u8);
        InputWriting.Write(json, input);
        json.WriteName("decision"u8);
        write(json, outcome);
        json.WriteEndObject();
        return json.Written;
    }
}
