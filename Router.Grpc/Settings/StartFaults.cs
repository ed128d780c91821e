namespace Router.Grpc.Settings;

/// <summary>Tells whoever starts the router why it does not.</summary>
internal static class StartFaults
{
    public static void Print(IReadOnlyList<string> faults)
    {
        Console.Error.WriteLine("The router does not start:");
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"  - {fault}");
        }
    }
}
