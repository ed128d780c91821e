namespace Simulation;

// A named class instead of top-level statements: test projects reference this one beside the product's services, and
// two global Program types would be ambiguous there.
internal static class SimulatorProgram
{
    public static Task Main(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddProviderSimulator();

        var app = builder.Build();
        app.MapProviderSimulator();

        return app.RunAsync();
    }
}
