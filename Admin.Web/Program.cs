using Admin.Web;

// The content root is the folder of the program, so that its settings are found from any working directory.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (builder.RefusesToStart())
{
    return 1;
}

builder.AddServiceDefaults();
builder.AddAdmin();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapAdmin();

await app.RunAsync();
return 0;
