namespace Router.FunctionalTests.Surfaces;

/// <summary>Something that a caller asks for.</summary>
/// <param name="Members">Members of the body.</param>
/// <param name="Told">What the provider's request must then hold; alternatives stand between bars.</param>
/// <param name="Names">What names it when the provider is not told.</param>
internal sealed record Feature(string Members, string[] Told, params string[] Names);
