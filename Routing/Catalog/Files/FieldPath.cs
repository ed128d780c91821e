namespace Routing.Catalog.Files;

/// <summary>Where in a file something stands. Put into words only where something is wrong: a catalog has tens of thousands of places.</summary>
/// <param name="Outer">What holds it; null for the whole file.</param>
/// <param name="Name">Its name there.</param>
internal sealed record FieldPath(FieldPath? Outer, string Name)
{
    /// <summary>The whole file.</summary>
    public static readonly FieldPath Root = new(null, "$");

    /// <summary>Its place in the list that holds it; negative when no list does.</summary>
    public int Place { get; init; } = -1;

    public override string ToString() => (Outer, Place) switch
    {
        (null, _) => Name,
        (_, < 0) => $"{Outer}.{Name}",
        _ => FormattableString.Invariant($"{Outer}.{Name}[{Place}]"),
    };
}
