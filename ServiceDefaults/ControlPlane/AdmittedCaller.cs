namespace ServiceDefaults.ControlPlane;

/// <summary>A feature of a request whose caller has proved by other means than the service key that it may do what that key may.</summary>
/// <param name="Name">Who it is, for the record of changes.</param>
public sealed record AdmittedCaller(string Name);
