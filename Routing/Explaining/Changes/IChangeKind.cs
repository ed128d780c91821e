namespace Routing.Explaining.Changes;

/// <summary>One kind of single change.</summary>
internal interface IChangeKind
{
    /// <summary>Every change of the kind that may make a difference: of those that cannot differ in effect, the nearest.</summary>
    /// <param name="now">From where.</param>
    /// <param name="below">A change this far away or farther is of no use, so that nobody need look for it; it may be named all the same.</param>
    IEnumerable<Change> Of(Situation now, int below);
}
