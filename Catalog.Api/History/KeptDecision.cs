namespace Catalog.Api.History;

/// <summary>A decision as the ledger has it.</summary>
/// <param name="Json">The decision with everything that decided it, letter by letter; empty where it was not sent.</param>
/// <param name="DecidedAt">When it was made.</param>
/// <param name="Provider">Who answered, or was first in line when nobody did.</param>
/// <param name="Model">The same for the model.</param>
/// <param name="Outcome">How the request ended.</param>
/// <param name="Attempts">Calls made to providers.</param>
internal sealed record KeptDecision(string Json, DateTimeOffset DecidedAt, string Provider, string Model, string Outcome, int Attempts);
