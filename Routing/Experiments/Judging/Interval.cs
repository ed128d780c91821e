namespace Routing.Experiments.Judging;

/// <summary>A difference between a variant and the control, with its confidence interval.</summary>
/// <param name="Difference">The variant's mean minus the control's.</param>
/// <param name="Lower">The lower bound.</param>
/// <param name="Upper">The upper bound.</param>
public readonly record struct Interval(double Difference, double Lower, double Upper)
{
    /// <summary>Whether no difference at all is compatible with what was seen.</summary>
    public bool HasZero => !(Lower > 0 || Upper < 0);
}
