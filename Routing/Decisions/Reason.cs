namespace Routing.Decisions;

/// <summary>Why a decision is as it is, kept as figures until somebody reads it.</summary>
/// <param name="Text">Finds the words; static, so that it costs nothing to keep.</param>
/// <param name="First">What the words need.</param>
/// <param name="Second">What else they need.</param>
/// <param name="Left">A figure they need.</param>
/// <param name="Right">Another.</param>
internal readonly record struct Reason(Func<Reason, string> Text, object? First = null, object? Second = null, long Left = 0, long Right = 0)
{
    public override string ToString() => Text(this);
}
