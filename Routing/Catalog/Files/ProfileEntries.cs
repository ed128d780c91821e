using System.Globalization;
using System.Text.Json;
using Routing.Profiles;

namespace Routing.Catalog.Files;

/// <summary>Capability profiles as the file states them; all figures are thousandths.</summary>
internal static class ProfileEntries
{
    private const string DateFormat = "yyyy-MM-dd";

    public static int ByModel(ModelCapabilityProfile left, ModelCapabilityProfile right) => string.CompareOrdinal(left.Model.Value, right.Model.Value);

    public static void Write(Utf8JsonWriter json, ModelCapabilityProfile profile)
    {
        json.Text("model", profile.Model.Value);
        json.Objects("scores", profile.Scores.Sort(ScoreOfRecord.Order), WriteScore);
        json.Known("success_rate", profile.SuccessRateMillis);
        json.Known("priority", profile.Priority);
        json.Known("routing_weight", profile.RoutingWeightMillis);
        if (profile.IsActive is { } active)
        {
            json.WriteBoolean("is_active", active);
        }
    }

    public static ModelCapabilityProfile Read(EntryReader entries, Fields fields)
    {
        entries.OnlyKnow(fields, "model", "scores", "success_rate", "priority", "routing_weight", "is_active");
        return new()
        {
            Model = new ModelId(fields.RequiredText("model")),
            Scores = [.. fields.Objects("scores", score => ReadScore(entries, score)).OfType<CapabilityScore>()],
            SuccessRateMillis = fields.Whole("success_rate", 0, CapabilityScore.Highest),
            Priority = fields.Whole("priority", -ProfileLimits.LargestPriority, ProfileLimits.LargestPriority),
            RoutingWeightMillis = fields.Whole("routing_weight", 0, ProfileLimits.LargestWeightMillis),
            IsActive = fields.Has("is_active") ? fields.Flag("is_active", otherwise: true) : null,
        };
    }

    private static void WriteScore(Utf8JsonWriter json, CapabilityScore score)
    {
        json.Text("capability", RatedCapabilities.NameOf(score.Capability));
        json.WriteNumber("score", score.ScoreMillis);
        json.Text("basis", ScoreBases.NameOf(score.Basis));
        json.WriteNumber("confidence", score.ConfidenceMillis);
        json.Text("date", score.Date.ToString(DateFormat, CultureInfo.InvariantCulture));
        json.Text("source", score.Source);
    }

    // A newer writer may know capabilities and bases that this reader does not; such a score is left out.
    private static CapabilityScore? ReadScore(EntryReader entries, Fields fields)
    {
        entries.OnlyKnow(fields, "capability", "score", "basis", "confidence", "date", "source");
        var capability = ReadCapability(entries, fields);
        var basis = ScoreBases.Find(fields.RequiredText("basis"));
        Require(basis is not null || !entries.Strict, fields, "basis", $"must be one of {ScoreBases.Names}");
        Require(fields.Has("date"), fields, "date", "is missing");
        var score = Required(fields, "score", CapabilityScore.Highest);
        var confidence = fields.Whole("confidence", 0, CapabilityScore.Highest) ?? CapabilityScore.Highest;
        var date = DateOnly.FromDateTime((fields.Moment("date") ?? default).UtcDateTime);
        var source = fields.RequiredText("source");
        return capability is { } known && basis is { } kind
            ? new() { Capability = known, ScoreMillis = score, Basis = kind, ConfidenceMillis = confidence, Date = date, Source = source }
            : null;
    }

    /// <summary>Reads the kind of work. A newer writer may know kinds that this reader does not: null, and a fault only for who is strict.</summary>
    public static RatedCapability? ReadCapability(EntryReader entries, Fields fields)
    {
        var capability = RatedCapabilities.Find(fields.RequiredText("capability"));
        Require(capability is not null || !entries.Strict, fields, "capability", $"must be one of {string.Join(", ", RatedCapabilities.Names)}");
        return capability;
    }

    /// <summary>A figure that an entry means nothing without.</summary>
    public static int Required(Fields fields, string name, int most)
    {
        Require(fields.Has(name), fields, name, "is missing");
        return fields.Whole(name, 0, most) ?? 0;
    }

    private static void Require(bool condition, Fields fields, string name, string fault)
    {
        if (!condition)
        {
            fields.Fault(name, fault);
        }
    }
}
