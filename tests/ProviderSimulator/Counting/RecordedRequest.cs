namespace Simulation.Counting;

/// <summary>A request as it arrived.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path without the query.</param>
/// <param name="Query">Query with its question mark, or empty.</param>
/// <param name="Protocol">HTTP/1.1 or HTTP/2.</param>
/// <param name="Model">The model named, modifiers included; empty when the operation has none.</param>
/// <param name="Headers">Headers by name, case-insensitive; several values are joined by a comma.</param>
/// <param name="Body">The body as text.</param>
public sealed record RecordedRequest(
    string Method,
    string Path,
    string Query,
    string Protocol,
    string Model,
    IReadOnlyDictionary<string, string> Headers,
    string Body);
