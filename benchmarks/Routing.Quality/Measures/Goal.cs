using System.Globalization;

namespace Routing.Quality.Measures;

/// <summary>What is aimed at for prompts that were left out of training in one way. What must hold everywhere is another matter.</summary>
/// <param name="Area">APGR, at least.</param>
/// <param name="ForHalf">CPT50, at most.</param>
/// <param name="ForMost">CPT80, at most.</param>
internal sealed record Goal(double Area, double ForHalf, double ForMost)
{
    private static readonly Dictionary<(string Left, string Set), Goal> All = new()
    {
        [("question", "mmlu")] = new(0.68, 26, 60),
        [("question", "gsm8k")] = new(0.63, 33.6, 63),
        [("question", "llmrouter")] = new(0.70, 27, 50),
        [("subject", "mmlu")] = new(0.61, 37, 66),
    };

    /// <summary>Null where nothing more is aimed at than what must hold everywhere.</summary>
    public static Goal? Find(string left, string set) => All.GetValueOrDefault((left, set));

    /// <summary>The goal, and whether a curve reaches it.</summary>
    public string Judge(RecoveryCurve curve)
    {
        var met = curve.Area >= Area && curve.CallsFor(0.5) <= ForHalf && curve.CallsFor(0.8) <= ForMost;
        return string.Create(CultureInfo.InvariantCulture, $"{Area:0.00} {ForHalf:0.#} {ForMost:0.#}: {(met ? "met" : "missed")}");
    }
}
