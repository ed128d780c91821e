using System.Text.Json;
using Routing.Feedback;
using Routing.Profiles;

namespace Routing.Catalog.Files;

/// <summary>Estimates of quality as the file states them; all figures are thousandths.</summary>
internal static class QualityEntries
{
    public static int ByKey(QualityEstimate left, QualityEstimate right) => string.CompareOrdinal(left.Key, right.Key);

    public static void Write(Utf8JsonWriter json, QualityEstimate estimate)
    {
        json.Text("model", estimate.Model.Value);
        json.Text("capability", RatedCapabilities.NameOf(estimate.Capability));
        json.WriteNumber("mean", estimate.MeanMillis);
        json.WriteNumber("evidence", estimate.EvidenceMillis);
    }

    public static QualityEstimate? Read(EntryReader entries, Fields fields)
    {
        entries.OnlyKnow(fields, "model", "capability", "mean", "evidence");
        var model = new ModelId(fields.RequiredText("model"));
        var mean = ProfileEntries.Required(fields, "mean", 1_000);
        var evidence = ProfileEntries.Required(fields, "evidence", int.MaxValue);
        return ProfileEntries.ReadCapability(entries, fields) is { } capability ? new(model, capability, mean, evidence) : null;
    }
}
