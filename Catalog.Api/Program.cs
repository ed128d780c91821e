using Catalog.Api;

var builder = WebApplication.CreateBuilder(args);
if (builder.RefusesToStart())
{
    return 1;
}

builder.AddServiceDefaults();
builder.AddCatalog();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapCatalog();
await app.RunAsync();
return Environment.ExitCode;
