namespace Routing.Explaining.Changes;

/// <summary>One kind of single change.</summary>
internal interface IChangeKind
{
    /// <summary>Every change of the kind that may make a difference: of those that cannot differ in effect, the nearest.</summary>
    IEnumerable<Change> Of(Situation now);
}
