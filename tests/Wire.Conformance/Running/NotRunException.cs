namespace Wire.Conformance.Running;

/// <summary>A check cannot be run against the gateway that was named.</summary>
internal sealed class NotRunException(string message) : Exception(message);
