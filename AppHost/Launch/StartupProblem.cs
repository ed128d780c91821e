namespace AppHost.Launch;

/// <summary>The stack cannot start: the message names the cause and the way out, and is all that is printed.</summary>
internal sealed class StartupProblem(string message) : Exception(message);
