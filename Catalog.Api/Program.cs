using Catalog.Api;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddCatalog();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapCatalog();
app.Run();
