namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Redis container. It can be stated in the model; the stand-in refuses to start it.</summary>
public class RedisResource(string name, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
{
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)},password={password}");
}
