using System.Globalization;
using Routing.Features;

namespace Routing.Quality.Measures;

/// <summary>Counts, per label, what was found, what was missed and what was claimed in error.</summary>
internal sealed class LabelCounts
{
    private readonly int[] _found = new int[CapabilityConfidences.Count];
    private readonly int[] _missed = new int[CapabilityConfidences.Count];
    private readonly int[] _claimed = new int[CapabilityConfidences.Count];

    public void Add(IReadOnlyCollection<PromptCapability> expected, IReadOnlyCollection<PromptCapability> given)
    {
        foreach (var label in Enum.GetValues<PromptCapability>())
        {
            var (wanted, says) = (expected.Contains(label), given.Contains(label));
            _found[(int)label] += wanted && says ? 1 : 0;
            _missed[(int)label] += wanted && !says ? 1 : 0;
            _claimed[(int)label] += !wanted && says ? 1 : 0;
        }
    }

    public double Micro => F1(_found.Sum(), _missed.Sum(), _claimed.Sum());

    public double Macro => Enumerable.Range(0, _found.Length).Average(Of);

    public double Of(int label) => F1(_found[label], _missed[label], _claimed[label]);

    public void Print(string title)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: micro F1 {Micro:0.000}, macro F1 {Macro:0.000}"));
        foreach (var label in Enum.GetValues<PromptCapability>())
        {
            var i = (int)label;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {label,-15} F1 {Of(i):0.000}   found {_found[i]}, missed {_missed[i]}, in error {_claimed[i]}"));
        }
    }

    private static double F1(int found, int missed, int claimed) => found == 0 ? 0 : 2.0 * found / ((2.0 * found) + missed + claimed);
}
