namespace Routing.Quality.Commands;

/// <summary>The command line cannot be followed.</summary>
internal sealed class UsageException(string message) : Exception(message);
