using AppHost.Launch;
using AppHost.Topology;

// The whole stack on one page. Where the backends run is decided elsewhere (Backends/); the topology is the same everywhere.
return await StackCommand.RunAsync(args, (builder, stack) =>
{
    var serviceKey = builder.AddParameter("service-key", secret: true);
    var database = stack.Backends.AddDatabase(builder);
    var redis = stack.Backends.AddRedis(builder);
    var ollama = stack.Backends.AddOllama(builder);

    var simulator = stack.WithSimulator ? builder.AddService<Projects.ProviderSimulator>("provider-simulator", stack.Ports) : null;

    var catalog = builder.AddService<Projects.Catalog_Api>("catalog-api", stack.Ports, http: 7090, grpc: 7091)
        .Uses(database, "catalog")
        .WithSimulator(simulator)
        .WithEnvironment("ServiceKey", serviceKey)
        .WithEnvironment("Credentials__DataKeyFile", stack.DataKeyFile)
        .WithEnvironment("Keys__AdminKeyFile", stack.AdminKeyFile)
        .WithVariables(stack.Environment);

    var router = builder.AddService<Projects.Router_Grpc>("router", stack.Ports, http: 7080, grpc: 7081)
        .Uses(redis, "redis")
        .Uses(ollama)
        .WithReference(catalog).WaitFor(catalog)
        .WithEnvironment("ServiceKey", serviceKey)
        .WithEnvironment("Router__Spool__Directory", stack.SpoolFolder)
        .WithEnvironment("Router__SnapshotCopy", stack.SnapshotFile)
        .WithEnvironment("Router__AccessCopy", stack.AccessFile)
        .WithVariables(stack.Environment);

    var worker = builder.AddService<Projects.Providers_Worker>("providers-worker", stack.Ports)
        .Uses(redis, "redis")
        .Uses(ollama)
        .WithReference(catalog).WaitFor(catalog)
        .WithEnvironment("ServiceKey", serviceKey)
        .WithVariables(stack.Environment);

    builder.AddService<Projects.Admin_Web>("admin", stack.Ports, http: 7095)
        .WithReference(catalog).WaitFor(catalog)
        .WithReference(router).WaitFor(router)
        .WithReference(worker)
        .WithEnvironment("ServiceKey", serviceKey);
});
